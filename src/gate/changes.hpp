// SPDX-License-Identifier: Apache-2.0
// How far records have come, so that a page may ask for news without opening anything.
#pragma once

#include "base/clock.hpp"
#include "policy/grant.hpp"

#include <functional>
#include <map>
#include <shared_mutex>
#include <string>
#include <vector>

namespace salus::gate {

/// Numbers the committed writes of a tenant's kinds and owners, in memory. The numbers begin at the time of
/// the start in milliseconds, so that none of this start was seen in the one before. Thread-safe.
class Changes {
 public:
  explicit Changes(Time start) : last_(static_cast<std::uint64_t>(start.time_since_epoch().count())) {}

  /// These were committed.
  void note(TenantId tenant, const std::vector<policy::Mutation::Item>& items);
  /// The number of the newest write to anybody's record of a kind, or to one of these owners'; 0 for none.
  std::uint64_t newest(TenantId tenant, const policy::Kind& kind) const;
  std::uint64_t newest(TenantId tenant, const policy::Kind& kind, const std::vector<OwnerId>& owners) const;

 private:
  struct OfKind {
    std::uint64_t newest = 0;
    std::map<OwnerId, std::uint64_t> by_owner;
  };
  const OfKind* find(TenantId tenant, const policy::Kind& kind) const;

  mutable std::shared_mutex mutex_;
  std::uint64_t last_;
  std::map<TenantId, std::map<std::string, OfKind, std::less<>>> tenants_;
};

}  // namespace salus::gate
