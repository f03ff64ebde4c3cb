// SPDX-License-Identifier: Apache-2.0
// Keys of entry bodies: one a tenant, month and version, derived once and kept.
#pragma once

#include "envelope.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <tuple>

namespace salus::audit {

struct BodyKey {
  keys::Version version = 0;
  crypto::SecretBytes key;
  crypto::Hash commitment{};
};
using BodyKeyPtr = std::shared_ptr<const BodyKey>;

/// Thread-safe.
class Sealer {
 public:
  explicit Sealer(keys::Keyring& keys) : keys_(keys) {}

  /// Under the version that seals now.
  Task<BodyKeyPtr> sealing(TenantId tenant, Month month);
  /// Code::absent once the key was destroyed: the entry stands, its body is gone.
  Task<BodyKeyPtr> opening(TenantId tenant, Month month, keys::Version version);

 private:
  using Name = std::tuple<TenantId, Month, keys::Version>;
  BodyKeyPtr known(const Name& name) const;

  keys::Keyring& keys_;
  mutable std::mutex mutex_;
  std::map<Name, BodyKeyPtr> cache_;
};

/// Envelope and sealed body joined: an entry. `envelope` gets version and commitment of the key.
Bytes seal_entry(Envelope envelope, const BodyKey& key, ByteView body, Random& random);
/// The body. Code::corrupt when the key isn't the one committed to, or anything was changed.
Result<Bytes> open_entry(const EntryView& entry, const BodyKey& key);

}  // namespace salus::audit
