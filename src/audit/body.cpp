// SPDX-License-Identifier: Apache-2.0
// The body: format 2 is written; format 1, which doesn't tell acts from polls, is read too.
#include "body.hpp"

#include "base/codec.hpp"

namespace salus::audit {
namespace {

constexpr std::uint8_t without_background = 1;
constexpr std::uint8_t format = 2;

template <class Tag>
void put(Encoder& out, const std::optional<Id<Tag>>& id) {
  out.u8(id ? 1 : 0);
  if (id) out.raw(id->bytes());
}

/// Notes any value that `encode_body` wouldn't have written.
struct Reader {
  Decoder in;
  bool good = true;

  template <class E>
  E one_of(E last) {
    const auto value = in.u8();
    good = good && value <= static_cast<std::uint8_t>(last);
    return static_cast<E>(value);
  }
  template <class S>
  S set(int count) {
    const auto bits = in.u32();
    good = good && bits >> count == 0;
    return S::from_bits(bits);
  }
  bool flag() {
    const auto value = in.u8();
    good = good && value <= 1;
    return value == 1;
  }
  template <class I>
  I id() {
    const auto parsed = I::from(in.raw(16));
    good = good && parsed.has_value();
    return parsed ? *parsed : I();
  }
  template <class I>
  std::optional<I> maybe() {
    return flag() ? std::optional<I>(id<I>()) : std::nullopt;
  }
  /// A count that the bytes left can hold.
  std::size_t count(std::size_t smallest) {
    const std::size_t value = in.u32();
    good = good && value <= in.rest().size() / smallest;
    return good ? value : 0;
  }
};

}  // namespace

Bytes encode_body(const Entry& entry) {
  Encoder out;
  out.u8(format).time(entry.at);
  out.string(entry.actor).u32(entry.roles.bits());
  put(out, entry.session);
  out.string(entry.address).string(entry.device).u8(entry.background ? 1 : 0);
  out.u8(static_cast<std::uint8_t>(entry.action)).u8(static_cast<std::uint8_t>(entry.purpose));
  out.string(entry.hop).u8(static_cast<std::uint8_t>(entry.outcome));
  out.string(entry.rule).string(entry.event).string(entry.kind);
  put(out, entry.compartment);
  out.u32(static_cast<std::uint32_t>(entry.parameters.size()));
  for (const auto& parameter : entry.parameters) out.string(parameter);
  out.u32(static_cast<std::uint32_t>(entry.records.size()));
  for (const EntryRecord& record : entry.records) {
    out.string(record.kind).raw(record.id.bytes()).raw(record.owner.bytes()).u64(record.version);
    out.u32(record.classes.bits()).u8(static_cast<std::uint8_t>(record.action));
  }
  return std::move(out).bytes();
}

Result<Entry> decode_body(ByteView body) {
  Reader read{Decoder(body)};
  Decoder& in = read.in;
  Entry entry;
  const std::uint8_t written = in.u8();
  read.good = written == format || written == without_background;
  entry.at = in.time();
  entry.actor = in.text();
  entry.roles = read.set<policy::RoleSet>(policy::role_count);
  entry.session = read.maybe<SessionId>();
  entry.address = in.text();
  entry.device = in.text();
  if (written == format) entry.background = read.flag();
  entry.action = read.one_of(policy::Action::remove);
  entry.purpose = read.one_of(policy::Purpose::emergency);
  entry.hop = in.text();
  entry.outcome = read.one_of(Outcome::aborted);
  entry.rule = in.text();
  entry.event = in.text();
  entry.kind = in.text();
  entry.compartment = read.maybe<OwnerId>();
  for (auto left = read.count(4); left > 0; --left) entry.parameters.emplace_back(in.text());
  for (auto left = read.count(49); left > 0; --left) {
    EntryRecord& record = entry.records.emplace_back();
    record.kind = in.text();
    record.id = read.id<RecordId>();
    record.owner = read.id<OwnerId>();
    record.version = in.u64();
    record.classes = read.set<policy::ClassSet>(policy::class_count);
    record.action = read.one_of(policy::Action::remove);
  }
  TRY(in.finish());
  if (!read.good) return fail(Code::corrupt, "audit: an entry's body doesn't decode");
  return entry;
}

}  // namespace salus::audit
