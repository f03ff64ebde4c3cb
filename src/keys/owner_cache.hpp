// SPDX-License-Identifier: Apache-2.0
// Owner keys that were used lately, in locked memory, so that a chart's reads don't unwrap the same key each
// time.
#pragma once

#include "base/id.hpp"
#include "crypto/secret.hpp"

#include <list>
#include <map>
#include <memory>
#include <mutex>

namespace salus::keys {

/// A key that outlives its place in a cache while somebody works with it.
using Secret = std::shared_ptr<const crypto::SecretBytes>;

inline Secret share(crypto::SecretBytes key) {
  return std::make_shared<const crypto::SecretBytes>(std::move(key));
}

/// Least recently used goes first. Thread-safe.
class OwnerCache {
 public:
  explicit OwnerCache(std::size_t capacity) : capacity_(capacity) {}

  Secret find(TenantId tenant, OwnerId owner);  ///< null when it isn't there
  void keep(TenantId tenant, OwnerId owner, Secret key);
  void clear();
  std::size_t size() const;

 private:
  using Name = std::pair<TenantId, OwnerId>;
  using Recent = std::list<std::pair<Name, Secret>>;  // the latest first

  std::size_t capacity_;
  mutable std::mutex mutex_;
  Recent recent_;
  std::map<Name, Recent::iterator> places_;
};

}  // namespace salus::keys
