// SPDX-License-Identifier: Apache-2.0
// Explains grants.
#include "why.hpp"

#include "base/json_writer.hpp"

#include <algorithm>

namespace salus::portal {

std::vector<const policy::Rule*> rules_behind(const policy::Rules& rules, const Question& question) {
  std::vector<const policy::Rule*> found;
  for (const policy::Rule& rule : rules.rules) {
    const bool about = question.roles.has(rule.role) && rule.actions.has(question.action) &&
                       rule.purposes.has(question.purpose) &&
                       std::ranges::find(rule.kinds, question.kind) != rule.kinds.end();
    const bool stands = rule.any_owner || !(rule.relations & question.relations).empty();
    if (about && stands) found.push_back(&rule);
  }
  return found;
}

std::optional<policy::Relation> narrowest(policy::RelationSet relations) {
  using policy::Relation;
  for (const Relation relation : {Relation::self, Relation::encounter, Relation::appointment,
                                  Relation::open_work, Relation::clinic_visit}) {
    if (relations.has(relation)) return relation;
  }
  return std::nullopt;
}

std::optional<policy::Relation> relation_behind(const std::vector<const policy::Rule*>& rules,
                                                policy::RelationSet relations) {
  policy::RelationSet used;
  for (const policy::Rule* rule : rules) {
    if (!rule->any_owner) used = used | (rule->relations & relations);
  }
  return narrowest(used);
}

std::string why_json(const policy::Rules& rules, const Question& question) {
  const auto behind = rules_behind(rules, question);
  std::string ids;
  for (const policy::Rule* rule : behind) ids += (ids.empty() ? "" : " + ") + rule->id;
  const auto relation = relation_behind(behind, question.relations);
  JsonWriter json;
  json.begin_object().field("rule", ids).field("purpose", policy::name(question.purpose)).key("relation");
  if (relation) {
    json.string(policy::name(*relation));
  } else {
    json.null();
  }
  json.end_object();
  return std::move(json).text();
}

}  // namespace salus::portal
