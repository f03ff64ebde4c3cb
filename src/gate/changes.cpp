// SPDX-License-Identifier: Apache-2.0
// Numbers writes, newest last.
#include "gate/changes.hpp"

#include <algorithm>
#include <mutex>

namespace salus::gate {

void Changes::note(TenantId tenant, const std::vector<policy::Mutation::Item>& items) {
  const std::unique_lock lock(mutex_);
  ++last_;
  auto& kinds = tenants_[tenant];
  for (const policy::Mutation::Item& item : items) {
    OfKind& of = kinds[std::string(item.record.kind.view())];
    of.newest = last_;
    of.by_owner[item.record.owner] = last_;
  }
}

const Changes::OfKind* Changes::find(TenantId tenant, const policy::Kind& kind) const {
  const auto kinds = tenants_.find(tenant);
  if (kinds == tenants_.end()) return nullptr;
  const auto of = kinds->second.find(kind.view());
  return of == kinds->second.end() ? nullptr : &of->second;
}

std::uint64_t Changes::newest(TenantId tenant, const policy::Kind& kind) const {
  const std::shared_lock lock(mutex_);
  const OfKind* of = find(tenant, kind);
  return of == nullptr ? 0 : of->newest;
}

std::uint64_t Changes::newest(TenantId tenant, const policy::Kind& kind,
                              const std::vector<OwnerId>& owners) const {
  const std::shared_lock lock(mutex_);
  const OfKind* of = find(tenant, kind);
  std::uint64_t newest = 0;
  for (const OwnerId owner : owners) {
    if (of == nullptr) break;
    const auto found = of->by_owner.find(owner);
    if (found != of->by_owner.end()) newest = std::max(newest, found->second);
  }
  return newest;
}

}  // namespace salus::gate
