// SPDX-License-Identifier: Apache-2.0
// Who stands how to whom, and until when: the facts that decisions rest on.
#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "policy/vocabulary.hpp"
#include "records/document.hpp"

#include <map>
#include <set>
#include <shared_mutex>
#include <tuple>
#include <utility>
#include <vector>

namespace salus::gate {

/// One relation fact: `who` (a person's own owner id) stands in `kind` to `about`, in [from, until).
struct RelationFact {
  OwnerId who;
  OwnerId about;
  policy::Relation kind = policy::Relation::appointment;
  Time from;
  Time until;
};

/// The kind under which facts are recorded: operational records, written in the same batch as what they
/// follow from.
inline constexpr std::string_view relation_kind = "Relation";

/// A draft of a Relation record, and back.
records::Draft draft_of(const RelationFact& fact, policy::RecordRef record);
Result<RelationFact> relation_of(const records::Document& document);

/// All facts of all tenants, in memory: nothing is opened to decide. Thread-safe. Records are the truth; this
/// index is filled from them at start and by each commit. Facts that have ended stay, since they explain
/// entries of their time, and are in order of their end, so that a decision steps over them.
class Relations {
 public:
  /// Adds or replaces the fact that a version of a record states. Commits may be told of in any order: a
  /// version older than the one held changes nothing.
  void set(TenantId tenant, RecordId record, std::uint64_t version, const RelationFact& fact);
  /// In force at `now` between the two; `self` when they are one. `clinic_visit` when anybody of the tenant
  /// has a visit with `about`.
  policy::RelationSet between(TenantId tenant, OwnerId who, OwnerId about, Time now) const;
  /// Everyone to whom `who` stands in one of `kinds` at `now`, without duplicates.
  std::vector<OwnerId> about(TenantId tenant, OwnerId who, policy::RelationSet kinds, Time now) const;

 private:
  struct Held {
    RelationFact fact;
    std::uint64_t version = 0;
  };
  struct Facts {
    std::map<RecordId, Held> by_record;
    std::set<std::tuple<OwnerId, Time, RecordId>> by_about;  ///< and by their end
    std::set<std::tuple<OwnerId, Time, RecordId>> by_who;
    std::set<std::pair<Time, RecordId>> by_end;
  };
  mutable std::shared_mutex mutex_;
  std::map<TenantId, Facts> tenants_;
};

}  // namespace salus::gate
