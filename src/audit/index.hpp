// SPDX-License-Identifier: Apache-2.0
// Which entries concern whom: in memory, rebuilt when a log opens.
#pragma once

#include "audit/log.hpp"
#include "envelope.hpp"

#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace salus::audit {

/// Thread-safe. About 40 bytes an entry, so some ten million entries in half a gigabyte; beyond that an index
/// on disk is due. Entries must be added in the order of the log.
class Index {
 public:
  /// `leaf`: the first part's; `entry` may hold the records of a later part.
  void add(TenantId tenant, LeafIndex leaf, const Entry& entry);
  void add_aborted(LeafIndex intent);
  bool aborted(LeafIndex intent) const;

  /// At most `limit` leaves below `before` that may match owner and actor, newest first.
  std::vector<LeafIndex> candidates(TenantId tenant, const Filter& filter, LeafIndex before,
                                    std::size_t limit) const;

 private:
  struct OfTenant {
    std::vector<LeafIndex> all;
    std::unordered_map<OwnerId, std::vector<LeafIndex>> owners;
  };

  mutable std::mutex mutex_;
  std::unordered_map<TenantId, OfTenant> tenants_;
  std::unordered_set<LeafIndex> aborted_;
};

}  // namespace salus::audit
