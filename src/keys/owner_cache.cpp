// SPDX-License-Identifier: Apache-2.0
// The least-recently-used order of owner keys.
#include "owner_cache.hpp"

namespace salus::keys {

Secret OwnerCache::find(TenantId tenant, OwnerId owner) {
  const std::scoped_lock lock(mutex_);
  const auto place = places_.find({tenant, owner});
  if (place == places_.end()) return nullptr;
  recent_.splice(recent_.begin(), recent_, place->second);
  return place->second->second;
}

void OwnerCache::keep(TenantId tenant, OwnerId owner, Secret key) {
  const std::scoped_lock lock(mutex_);
  const Name name{tenant, owner};
  if (places_.contains(name)) return;  // an owner has one key
  recent_.emplace_front(name, std::move(key));
  places_.emplace(name, recent_.begin());
  if (places_.size() > capacity_) {
    places_.erase(recent_.back().first);
    recent_.pop_back();
  }
}

void OwnerCache::clear() {
  const std::scoped_lock lock(mutex_);
  places_.clear();
  recent_.clear();
}

std::size_t OwnerCache::size() const {
  const std::scoped_lock lock(mutex_);
  return places_.size();
}

}  // namespace salus::keys
