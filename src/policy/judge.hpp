// SPDX-License-Identifier: Apache-2.0
// The heart of the decision: what the rules that apply add up to, cut down to what hop and record have.
#pragma once

#include "policy/decide.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace salus::policy {

/// What one rule gives for one kind, once subject, action and purpose fit.
struct Permission {
  std::string_view rule;
  bool any_owner = false;
  RelationSet relations;
  ClassSet classes;

  bool applies(RelationSet in_force) const { return any_owner || !(relations & in_force).empty(); }
};
using Permissions = std::vector<Permission>;

/// Empty unless a rule names all of: the role or component, the kind, the action, the purpose; and on the
/// FHIR edge unless classes.toml offers this action on the kind there.
Permissions permissions_of(const Rules& rules, const Subject& subject, const Asked& asked, Action action,
                           const Kind& kind);

/// All that these could ever give over this hop, whoever owns the record.
ClassSet reach(const Permissions& permissions, Hop hop);

/// "Never, whatever the record" may be said aloud (Code::forbidden); all else must look as if the record
/// didn't exist (Code::absent).
Code answer(const Permissions& permissions, Hop hop);

/// The ids of the rules that decided, each once, as the audit log shows them.
class Trail {
 public:
  void add(std::string_view rule);
  void add(const Trail& other);
  std::string text() const;

 private:
  std::vector<std::string_view> rules_;
};

struct Verdict {
  ClassSet allowed;  ///< by rules and hop
  Trail trail;
  std::string_view denied;  ///< why not; empty when granted
};
Verdict judge(const Permissions& permissions, Hop hop, TenantId tenant, const Target& target);

}  // namespace salus::policy
