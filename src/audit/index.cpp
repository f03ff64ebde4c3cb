// SPDX-License-Identifier: Apache-2.0
// Lists of leaves, each ascending.
#include "index.hpp"

#include <algorithm>

namespace salus::audit {
namespace {

void append(std::vector<LeafIndex>& list, LeafIndex leaf) {
  if (list.empty() || list.back() != leaf) list.push_back(leaf);
}

}  // namespace

void Index::add(TenantId tenant, LeafIndex leaf, const Entry& entry) {
  const std::scoped_lock lock(mutex_);
  OfTenant& of = tenants_[tenant];
  append(of.all, leaf);
  if (entry.compartment) append(of.owners[*entry.compartment], leaf);
  for (const EntryRecord& record : entry.records) append(of.owners[record.owner], leaf);
}

void Index::add_aborted(LeafIndex intent) {
  const std::scoped_lock lock(mutex_);
  aborted_.insert(intent);
}

bool Index::aborted(LeafIndex intent) const {
  const std::scoped_lock lock(mutex_);
  return aborted_.contains(intent);
}

std::vector<LeafIndex> Index::candidates(TenantId tenant, const Filter& filter, LeafIndex before,
                                         std::size_t limit) const {
  const std::scoped_lock lock(mutex_);
  const auto of = tenants_.find(tenant);
  if (of == tenants_.end()) return {};
  const auto* list = &of->second.all;
  if (filter.owner) {
    const auto owned = of->second.owners.find(*filter.owner);
    if (owned == of->second.owners.end()) return {};
    list = &owned->second;
  }
  std::vector<LeafIndex> found;
  auto at = std::ranges::lower_bound(*list, before);
  while (at != list->begin() && found.size() < limit) {
    found.push_back(*--at);
  }
  return found;
}

}  // namespace salus::audit
