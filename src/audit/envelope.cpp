// SPDX-License-Identifier: Apache-2.0
// Format 1 of the envelope.
#include "envelope.hpp"

#include "base/codec.hpp"

#include <algorithm>

namespace salus::audit {
namespace {

constexpr std::uint8_t format = 1;

bool ends_a_batch(EntryKind kind) {
  return kind == EntryKind::intent || kind == EntryKind::aborted;
}

template <std::size_t N>
void fill(ByteArray<N>& out, ByteView bytes) {
  std::ranges::copy(bytes.first(std::min(bytes.size(), N)), out.begin());
}

}  // namespace

Month month_of(Time at) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(at));
  const int months =
      (static_cast<int>(date.year()) - 1970) * 12 + static_cast<int>(static_cast<unsigned>(date.month())) - 1;
  return static_cast<Month>(std::clamp(months, 0, 65535));
}

Bytes encode(const Envelope& envelope) {
  Encoder out;
  out.u8(format).u8(static_cast<std::uint8_t>(envelope.kind)).raw(envelope.tenant.bytes());
  out.u64(envelope.sequence).u16(envelope.month).u64(envelope.settled).u16(envelope.part).u16(envelope.parts);
  out.u32(envelope.key_version);
  if (envelope.key_version != 0) out.raw(envelope.commitment);
  if (ends_a_batch(envelope.kind)) out.raw(envelope.batch.bytes());
  if (envelope.kind == EntryKind::intent) {
    out.u16(static_cast<std::uint16_t>(envelope.heads.size()));
    for (const Head& head : envelope.heads) out.raw(head.key).u64(head.version).raw(head.blob);
  }
  return std::move(out).bytes();
}

Result<EntryView> decode_entry(ByteView entry) {
  Decoder in(entry);
  EntryView view;
  Envelope& envelope = view.envelope;
  if (in.u8() != format) return fail(Code::corrupt, "audit: unknown entry format");
  const auto kind = in.u8();
  if (kind < 1 || kind > static_cast<std::uint8_t>(EntryKind::settled)) {
    return fail(Code::corrupt, "audit: unknown entry kind");
  }
  envelope.kind = static_cast<EntryKind>(kind);
  ByteArray<16> id{};
  fill(id, in.raw(16));
  envelope.tenant = TenantId(id);
  envelope.sequence = in.u64();
  envelope.month = in.u16();
  envelope.settled = in.u64();
  envelope.part = in.u16();
  envelope.parts = in.u16();
  envelope.key_version = in.u32();
  if (envelope.key_version != 0) fill(envelope.commitment, in.raw(32));
  if (ends_a_batch(envelope.kind)) {
    fill(id, in.raw(16));
    envelope.batch = BatchId(id);
  }
  const std::size_t heads = envelope.kind == EntryKind::intent ? in.u16() : 0;
  for (std::size_t i = 0; i < heads && !in.failed(); ++i) {
    Head& head = envelope.heads.emplace_back();
    fill(head.key, in.raw(16));
    head.version = in.u64();
    fill(head.blob, in.raw(32));
  }
  if (in.failed()) return fail(Code::corrupt, "audit: an entry ends early");
  if (envelope.part >= envelope.parts) return fail(Code::corrupt, "audit: a part beyond its entry's parts");
  view.sealed = in.rest();
  view.plain = entry.first(entry.size() - view.sealed.size());
  if (view.sealed.empty() != (envelope.key_version == 0))
    return fail(Code::corrupt, "audit: an entry without its key");
  return view;
}

}  // namespace salus::audit
