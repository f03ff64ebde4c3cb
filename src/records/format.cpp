// SPDX-License-Identifier: Apache-2.0
// Encodes and decodes the sealed record's plain parts.
#include "format.hpp"

#include "base/codec.hpp"

#include <bit>

namespace salus::records {
namespace {
constexpr std::size_t header_step = 128;
constexpr std::size_t smallest_blob = 256;
constexpr std::size_t most_members = 4096;
}  // namespace

Bytes encode(const Header& header) {
  Encoder out;
  out.string(header.record.kind.view())
      .raw(header.record.id.bytes())
      .raw(header.record.owner.bytes())
      .u64(header.record.version)
      .time(header.written)
      .u32(header.labels.bits())
      .u16(static_cast<std::uint16_t>(header.parts.size()));
  for (const PartEntry& part : header.parts) {
    out.u8(static_cast<std::uint8_t>(part.sensitivity)).u32(part.key_version).u32(part.size);
  }
  Bytes plain = std::move(out).bytes();
  plain.resize((plain.size() + header_step - 1) / header_step * header_step);
  return plain;
}

Result<Header> decode_header(ByteView plain) {
  Decoder in(plain);
  Header header;
  TRY(header.record.kind, policy::Kind::parse(in.text()));
  const ByteView id = in.raw(16);
  const ByteView owner = in.raw(16);
  header.record.version = in.u64();
  header.written = in.time();
  header.labels = policy::ClassSet::from_bits(in.u32());
  const std::size_t count = in.u16();
  for (std::size_t i = 0; i < count && !in.failed(); ++i) {
    PartEntry part;
    const auto sensitivity = in.u8();
    if (sensitivity >= policy::class_count) return fail(Code::corrupt, "records: unknown class in a header");
    part.sensitivity = static_cast<policy::Class>(sensitivity);
    part.key_version = in.u32();
    part.size = in.u32();
    header.parts.push_back(part);
  }
  if (in.failed()) return fail(Code::corrupt, "records: header ends early");
  TRY(header.record.id, RecordId::from(id));
  TRY(header.record.owner, OwnerId::from(owner));
  return header;
}

Bytes encode_part(const std::vector<Member>& members, policy::Class sensitivity) {
  Encoder out;
  for (std::size_t ordinal = 0; ordinal < members.size(); ++ordinal) {
    if (members[ordinal].sensitivity != sensitivity) continue;
    out.u16(static_cast<std::uint16_t>(ordinal)).string(members[ordinal].text);
  }
  return std::move(out).bytes();
}

Result<void> decode_part(ByteView plain, policy::Class sensitivity,
                         std::vector<std::pair<std::uint16_t, Member>>& into) {
  Decoder in(plain);
  while (!in.rest().empty() && !in.failed()) {
    if (into.size() >= most_members) return fail(Code::corrupt, "records: too many members");
    const auto ordinal = in.u16();
    into.emplace_back(ordinal, Member{sensitivity, std::string(in.text())});
  }
  return in.finish();
}

Result<Envelope> decode_envelope(ByteView blob) {
  Decoder in(blob);
  if (in.u8() != format_version) return fail(Code::corrupt, "records: unknown format of a sealed record");
  Envelope envelope;
  envelope.header_key_version = in.u32();
  envelope.sealed_header = in.raw(in.u16());
  if (in.failed()) return fail(Code::corrupt, "records: blob ends early");
  envelope.parts_offset = blob.size() - in.rest().size();
  return envelope;
}

Bytes header_tuple(TenantId tenant, ByteView row_key, std::uint64_t version, std::uint32_t key_version) {
  Encoder out;
  out.string("salus/header/v1")
      .raw(tenant.bytes())
      .string(row_key)
      .u64(version)
      .u32(key_version)
      .u8(format_version);
  return std::move(out).bytes();
}

Bytes part_tuple(TenantId tenant, const policy::RecordRef& record, policy::Class sensitivity,
                 std::uint32_t key_version) {
  Encoder out;
  out.string("salus/part/v1")
      .raw(tenant.bytes())
      .string(record.kind.view())
      .raw(record.id.bytes())
      .raw(record.owner.bytes())
      .u64(record.version)
      .string(policy::name(sensitivity))
      .u32(key_version)
      .u8(format_version);
  return std::move(out).bytes();
}

std::size_t padded_size(std::size_t size) {
  if (size <= smallest_blob) return smallest_blob;
  const auto exponent = static_cast<std::size_t>(std::bit_width(size) - 1);
  const auto kept = static_cast<std::size_t>(std::bit_width(exponent));
  const std::size_t mask = (std::size_t{1} << (exponent - kept)) - 1;
  return (size + mask) & ~mask;
}

}  // namespace salus::records
