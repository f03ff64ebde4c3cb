// SPDX-License-Identifier: Apache-2.0
// The one decision function: pure over the rules of policy/roles.toml and the facts it is given.
#pragma once

#include "policy/grant.hpp"
#include "policy/rules.hpp"

#include <variant>

namespace salus::policy {

/// What is asked, apart from the records.
struct Asked {
  Action action = Action::read;
  Purpose purpose = Purpose::treatment;
  Hop hop;
  Time now;
};

/// A record and what is known of it without opening it: its sealed header, and relation facts.
struct Target {
  TenantId tenant;  ///< whose record it is; one of another tenant than the subject's is absent
  RecordRef record;
  ClassSet present;       ///< classes that the version holds
  ClassSet labels;        ///< classes that a security label lifts the whole record to
  RelationSet relations;  ///< in force now between the subject's account and the owner
};

/// Deny by default: a kind, role, action, relation, purpose or class that no rule names gets nothing.
/// Thread-safe, no I/O. Classes granted are those of the rule, of the hop, and present in the record; a label
/// beyond the rule's classes denies the whole record. Grants expire after `Rules::grant_lifetime`.
class Decider {
 public:
  explicit Decider(const Rules& rules) : rules_(rules) {}

  /// Every record must be allowed, else all are denied: for reads of one, and for transactions.
  std::variant<Grant<Exact>, Denial> read(const Subject& subject, const Asked& asked,
                                          const std::vector<Target>& targets) const;
  /// May this subject look for such records at all? `query.evaluate` is filled in by the decision; a
  /// parameter of a class outside it denies. `relations` are those to the query's compartment, empty for a
  /// tenant-wide query.
  std::variant<Grant<Query>, Denial> search(const Subject& subject, const Asked& asked, Query query,
                                            ClassSet parameter_classes, RelationSet relations) const;
  /// Keeps the targets that the subject may see and drops the rest: for the matches of a search.
  Grant<Exact> narrow(const Subject& subject, const Asked& asked, const std::vector<Target>& targets) const;
  /// Every change must be allowed, with all classes of its version.
  std::variant<Grant<Mutation>, Denial> write(const Subject& subject, const Asked& asked,
                                              const std::vector<std::pair<Target, Action>>& changes) const;
  /// For a record that isn't there: the same answer as for one that this subject may not see, and a denial to
  /// log.
  Denial nothing(const Subject& subject, const Asked& asked, const Kind& kind, RecordId id) const;

 private:
  const Rules& rules_;
};

}  // namespace salus::policy
