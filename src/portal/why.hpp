// SPDX-License-Identifier: Apache-2.0
// Why somebody sees a page, in the words of policy: the rules that grant it and the relation they stand on.
#pragma once

#include "policy/policy.hpp"

#include <optional>
#include <string>
#include <vector>

namespace salus::portal {

/// What is asked of whom; `relations` are those in force between the person and the owner.
struct Question {
  policy::RoleSet roles;
  policy::Action action = policy::Action::read;
  policy::Purpose purpose = policy::Purpose::treatment;
  policy::Kind kind;
  policy::RelationSet relations;
};

/// The rules that grant it, as the decision adds them up. It explains and never decides: the gate has
/// decided.
std::vector<const policy::Rule*> rules_behind(const policy::Rules& rules, const Question& question);

/// The one that says most about why; nothing when there is none.
std::optional<policy::Relation> narrowest(policy::RelationSet relations);

/// The narrowest relation that the rules stand on; nothing when they need none.
std::optional<policy::Relation> relation_behind(const std::vector<const policy::Rule*>& rules,
                                                policy::RelationSet relations);

/// The schema's Why.
std::string why_json(const policy::Rules& rules, const Question& question);

}  // namespace salus::portal
