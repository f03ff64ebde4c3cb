// SPDX-License-Identifier: Apache-2.0
// Derivation and use of body keys.
#include "sealer.hpp"

#include "base/codec.hpp"
#include "crypto/aead.hpp"

#include <algorithm>

namespace salus::audit {
namespace {

const keys::Use use = "audit";

Bytes derivation(TenantId tenant, Month month) {
  return Encoder().string("salus/audit/v1").raw(tenant.bytes()).u16(month).bytes();
}

/// AES-GCM doesn't commit to its key, so half of what the keyring derives is published as the commitment.
BodyKeyPtr make(keys::Version version, const crypto::SecretBytes& derived) {
  const auto both = crypto::hkdf(derived, ByteView(), as_bytes("salus/audit/body/v1"), 64);
  auto made = std::make_shared<BodyKey>();
  made->version = version;
  made->key = crypto::SecretBytes(both.view().first(32));
  std::ranges::copy(both.view().subspan(32), made->commitment.begin());
  return made;
}

}  // namespace

BodyKeyPtr Sealer::known(const Name& name) const {
  const std::scoped_lock lock(mutex_);
  const auto found = cache_.find(name);
  return found == cache_.end() ? nullptr : found->second;
}

Task<BodyKeyPtr> Sealer::sealing(TenantId tenant, Month month) {
  CO_TRY(auto version, co_await keys_.current(tenant, use));
  co_return co_await opening(tenant, month, version);
}

Task<BodyKeyPtr> Sealer::opening(TenantId tenant, Month month, keys::Version version) {
  const Name name(tenant, month, version);
  if (auto key = known(name)) co_return key;
  CO_TRY(auto derived, co_await keys_.derive(tenant, use, version, derivation(tenant, month)));
  const std::scoped_lock lock(mutex_);
  co_return cache_.try_emplace(name, make(version, derived)).first->second;
}

Bytes seal_entry(Envelope envelope, const BodyKey& key, ByteView body, Random& random) {
  envelope.key_version = key.version;
  envelope.commitment = key.commitment;
  Bytes entry = encode(envelope);
  const Bytes sealed = crypto::aead_seal(key.key, entry, body, random);
  entry.insert(entry.end(), sealed.begin(), sealed.end());
  return entry;
}

Result<Bytes> open_entry(const EntryView& entry, const BodyKey& key) {
  if (entry.envelope.commitment != key.commitment)
    return fail(Code::corrupt, "audit: sealed under another key");
  return crypto::aead_open(key.key, entry.plain, entry.sealed);
}

}  // namespace salus::audit
