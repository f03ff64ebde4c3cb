// SPDX-License-Identifier: Apache-2.0
// Wrapping, row keys and the DEK cache of one tenant.
#include "tenant.hpp"

#include "base/codec.hpp"
#include "crypto/aead.hpp"

#include <algorithm>

namespace salus::keys {
namespace {

constexpr std::size_t most_derived = 1024;  // row keys, claims, and a search parameter of a kind each

}  // namespace

Tenant::Tenant(Entry key_file, const crypto::SecretBytes& key_file_key)
    : key_file_(std::move(key_file)),
      wrap_key_(crypto::hkdf(key_file_key, {}, as_bytes("salus/key-wrap/v1"))),
      lookup_(crypto::hkdf(key_file_key, {}, as_bytes("salus/key-lookup/v1"))) {}

Label Tenant::dek_label(Use use, Version version) const {
  return {.purpose = Purpose::dek, .tenant = id(), .use = std::move(use), .owner = {}, .version = version};
}

Label Tenant::owner_label(OwnerId owner) const {
  return {.purpose = Purpose::owner, .tenant = id(), .use = {}, .owner = owner, .version = 1};
}

crypto::Hash Tenant::hidden(std::string_view domain, const Label& label) const {
  return lookup_(Encoder()
                     .string(domain)
                     .u8(static_cast<std::uint8_t>(label.purpose))
                     .string(label.use)
                     .string(label.owner.bytes())
                     .bytes());
}

store::RowKey Tenant::row(const Label& label) const {
  const auto hash = hidden("salus/key-row/v1", label);
  store::RowKey key;
  std::ranges::copy(ByteView(hash).first(key.size()), key.begin());
  return key;
}

store::Token Tenant::dek_mark() const {
  const auto hash = hidden("salus/key-mark/v1", dek_label({}, 0));
  return Decoder(hash).u64();
}

Result<store::Row> Tenant::seal(Label label, Time created, const crypto::SecretBytes& key,
                                Random& random) const {
  store::Row row;
  row.key = this->row(label);
  row.version = label.version;
  row.generation = key_file_.facts.generation;
  Facts facts;
  facts.generation = row.generation;
  facts.created = created;
  TRY(const auto entry, seal_entry(std::move(label), std::move(facts), key,
                                   [&](const crypto::SecretBytes& plain, ByteView context) -> Result<Bytes> {
                                     return crypto::aead_seal(wrap_key_, context, plain.view(), random);
                                   }));
  row.blob = encode(entry);
  return row;
}

Result<OpenedEntry> Tenant::open(ByteView blob, const Label& label) const {
  return open_entry(blob, label, [&](const Entry& entry, ByteView context) {
    return crypto::aead_open_secret(wrap_key_, context, entry.wrapped);
  });
}

Secret Tenant::dek(const Use& use, Version version) const {
  const std::scoped_lock lock(mutex_);
  const auto found = deks_.find({use, version});
  return found == deks_.end() ? nullptr : found->second;
}

std::optional<Newest> Tenant::newest(const Use& use) const {
  const std::scoped_lock lock(mutex_);
  const auto found = newest_.find(use);
  return found == newest_.end() ? std::nullopt : std::optional(found->second);
}

void Tenant::found_newest(const Use& use, Newest newest) {
  const std::scoped_lock lock(mutex_);
  auto& held = newest_[use];
  if (newest.version > held.version) held = newest;  // an answer may come late
}

Secret Tenant::derived(const Use& use, Version version, const Bytes& info) const {
  const std::scoped_lock lock(mutex_);
  const auto found = derived_.find({use, version, info});
  return found == derived_.end() ? nullptr : found->second;
}

void Tenant::keep_derived(const Use& use, Version version, Bytes info, const crypto::SecretBytes& key) {
  const std::scoped_lock lock(mutex_);
  if (derived_.size() >= most_derived) return;
  derived_.try_emplace({use, version, std::move(info)}, share(key.clone()));
}

Secret Tenant::keep(const Label& label, crypto::SecretBytes key) {
  const std::scoped_lock lock(mutex_);
  const auto [place, fresh] = deks_.try_emplace({label.use, label.version});
  if (fresh) place->second = share(std::move(key));
  return place->second;
}

}  // namespace salus::keys
