// SPDX-License-Identifier: Apache-2.0
// Encodes, seals and opens the entries of the key file.
#include "entry.hpp"

#include "base/codec.hpp"

namespace salus::keys {
namespace {

constexpr std::uint8_t format = 1;

/// Everything about the key but its commitment and its ciphertext.
Bytes tuple(const Label& label, const Facts& facts) {
  return Encoder()
      .string("salus/key/v1")
      .u8(format)
      .u8(static_cast<std::uint8_t>(label.purpose))
      .string(label.tenant.bytes())
      .string(label.use)
      .string(label.owner.bytes())
      .u32(label.version)
      .u32(facts.generation)
      .time(facts.created)
      .u8(static_cast<std::uint8_t>(facts.mechanism))
      .string(facts.recovery)
      .bytes();
}

crypto::Hash commitment_of(const crypto::SecretBytes& key, ByteView tuple) {
  return crypto::hmac_sha256(key, Encoder().string("salus/commit/v1").raw(tuple).bytes());
}

Bytes context_of(ByteView tuple, const crypto::Hash& commitment) {
  return Encoder().raw(tuple).string(commitment).bytes();
}

std::string_view name(Purpose purpose) {
  switch (purpose) {
    case Purpose::key_file:
      return "key-file";
    case Purpose::dek:
      return "dek";
    case Purpose::owner:
      return "owner";
  }
  std::unreachable();
}

}  // namespace

Bytes encode(const Entry& entry) {
  return Encoder()
      .u8(format)
      .u8(static_cast<std::uint8_t>(entry.label.purpose))
      .raw(entry.label.tenant.bytes())
      .string(entry.label.use)
      .u32(entry.label.version)
      .u32(entry.facts.generation)
      .time(entry.facts.created)
      .u8(static_cast<std::uint8_t>(entry.facts.mechanism))
      .raw(entry.commitment)
      .string(entry.wrapped)
      .string(entry.facts.recovery)
      .bytes();
}

Result<Entry> decode(ByteView blob) {
  Decoder in(blob);
  if (in.u8() != format) return fail(Code::corrupt, "keys: an entry of unknown format");
  Entry entry;
  const auto purpose = in.u8();
  const auto tenant = in.raw(16);
  entry.label.use = in.text();
  entry.label.version = in.u32();
  entry.facts.generation = in.u32();
  entry.facts.created = in.time();
  const auto mechanism = in.u8();
  const auto commitment = in.raw(entry.commitment.size());
  entry.wrapped = to_bytes(in.string());
  entry.facts.recovery = to_bytes(in.string());
  TRY(in.finish());
  if (purpose < 1 || purpose > 3) return fail(Code::corrupt, "keys: an entry of unknown purpose");
  TRY(const auto* way, wrapping(mechanism));
  TRY(entry.label.tenant, TenantId::from(tenant));
  entry.label.purpose = static_cast<Purpose>(purpose);
  entry.facts.mechanism = way->mechanism();
  std::ranges::copy(commitment, entry.commitment.begin());
  return entry;
}

Result<Entry> seal_entry(Label label, Facts facts, const crypto::SecretBytes& key, const Wrap& wrap) {
  const Bytes about = tuple(label, facts);
  const auto commitment = commitment_of(key, about);
  TRY(auto wrapped, wrap(key, context_of(about, commitment)));
  return Entry{std::move(label), std::move(facts), commitment, std::move(wrapped)};
}

Result<OpenedEntry> open_entry(ByteView blob, const Label& label, const Unwrap& unwrap) {
  TRY(auto entry, decode(blob));
  entry.label.owner = label.owner;
  if (entry.label != label) return fail(Code::corrupt, "keys: an entry stands where it doesn't belong");
  const Bytes about = tuple(entry.label, entry.facts);
  TRY(auto key, unwrap(entry, context_of(about, entry.commitment)));
  if (!crypto::equal(commitment_of(key, about), entry.commitment)) {
    return fail(Code::corrupt, "keys: a key isn't the one committed to");
  }
  return OpenedEntry{std::move(entry), std::move(key)};
}

Description describe(const Entry& entry) {
  Description row;
  row.purpose = name(entry.label.purpose);
  row.use = entry.label.use;
  row.version = entry.label.version;
  row.created = entry.facts.created;
  row.commitment = to_hex(ByteView(entry.commitment).first(8));
  return row;
}

}  // namespace salus::keys
