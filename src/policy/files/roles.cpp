// SPDX-License-Identifier: Apache-2.0
// Reads who may do what, and refuses rules that would break the separation of keys from records.
#include "files/parts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace salus::policy::files {
namespace {

constexpr ClassSet not_phi{Class::operational};

bool holds_phi(const Rules& rules, const Kind& kind) {
  const auto found = rules.classes.find(kind);
  if (found == rules.classes.end()) return true;
  return found->second.otherwise != Class::operational;
}

void check_kinds(Section& section, const std::vector<Kind>& kinds, const Rules& rules) {
  for (const Kind& kind : kinds) {
    if (rules.classes.empty() || rules.classes.contains(kind)) continue;
    section.mistake("kinds", fmt::format("{} has no classes in classes.toml", kind.view()));
  }
}

/// Whatever every rule has; an empty set would make the rule mean nothing.
template <class R>
void read_common(Section& section, R& rule, const Rules& rules) {
  rule.kinds = section.kinds("kinds");
  check_kinds(section, rule.kinds, rules);
  rule.actions = section.words<Action>("actions");
  rule.classes = section.words<Class>("classes");
  rule.purposes = section.words<Purpose>("purposes");
  rule.citation = section.text("citation");
  const bool empty[] = {rule.actions.empty(), rule.classes.empty(), rule.purposes.empty()};
  if (contains(empty, true)) section.mistake("a rule names actions, classes and purposes");
}

void read_rule(Section section, Rules& rules) {
  Rule rule;
  rule.id = section.text("id");
  if (contains(rules.rules, rule.id, &Rule::id)) {
    section.mistake("id", fmt::format("rule '{}' stands here twice", rule.id));
  }
  rule.role = section.word<Role>("role");
  const std::vector<std::string> relations = section.texts("relations");
  for (const std::string& word : relations) {
    const auto relation = from_name<Relation>(word);
    if (word == "any") {
      rule.any_owner = true;
    } else if (relation) {
      rule.relations.add(*relation);
    } else {
      section.mistake("relations", fmt::format("'{}' is no relation", word));
    }
  }
  if (relations.empty() || (rule.any_owner && relations.size() > 1)) {
    section.mistake("relations", "a rule names relations, or 'any' alone");
  }
  read_common(section, rule, rules);
  // Design, invariant 7, and the "neither can open a record with PHI".
  if (rule.role == Role::custodian || rule.role == Role::administrator) {
    for (const Kind& kind : rule.kinds) {
      if (!holds_phi(rules, kind)) continue;
      section.mistake("kinds",
                      fmt::format("{} may hold PHI, so no {} may touch it", kind.view(), name(rule.role)));
    }
    if (!not_phi.contains(rule.classes)) {
      section.mistake("classes", fmt::format("a {} gets no class of PHI", name(rule.role)));
    }
  }
  section.finish();
  rules.rules.push_back(std::move(rule));
}

void read_component(Section section, Rules& rules) {
  ComponentRule rule;
  rule.name = section.text("name");
  if (contains(rules.components, rule.name, &ComponentRule::name)) {
    section.mistake("name", fmt::format("component '{}' stands here twice", rule.name));
  }
  read_common(section, rule, rules);
  section.finish();
  rules.components.push_back(std::move(rule));
}

void read_separation(Section section, Rules& rules) {
  Separation out{.roles = section.words<Role>("roles"),
                 .from = section.words<Role>("from"),
                 .citation = section.text("citation")};
  if (out.roles.empty() || out.from.empty()) section.mistake("a separation names roles on both sides");
  if (!(out.roles & out.from).empty()) section.mistake("from", "a role can't be kept apart from itself");
  section.finish();
  rules.separations.push_back(std::move(out));
}

void check_invariant_7(Section& root, const Rules& rules) {
  for (const Rule& rule : rules.rules) {
    if (not_phi.contains(rule.classes) || rules.conflict({Role::custodian, rule.role})) continue;
    root.mistake("separation",
                 fmt::format("{} reads records, so it must be kept apart from custodian", name(rule.role)));
    return;
  }
}

}  // namespace

void read_roles(File& file, Rules& rules) {
  Section root(file.root(), file);
  Section session = root.table("session");
  rules.idle_limit = std::chrono::minutes(session.number("idle_minutes", 1, 60));
  rules.session_limit = std::chrono::hours(session.number("absolute_hours", 1, 24));
  session.text("citation");
  session.finish();
  Section active = root.table("active");
  rules.active_around_appointment = std::chrono::hours(active.number("around_appointment_hours", 1, 168));
  active.text("citation");
  active.finish();
  Section grant = root.table("grant");
  rules.grant_lifetime = std::chrono::seconds(grant.number("lifetime_seconds", 5, 300));
  grant.finish();
  Section purpose = root.table("usual_purpose");
  for (int i = 0; i < role_count; ++i) {
    rules.usual_purpose[static_cast<std::size_t>(i)] = purpose.word<Purpose>(name(static_cast<Role>(i)));
  }
  purpose.finish();

  for (const Section& section : root.tables("rule")) read_rule(section, rules);
  for (const Section& section : root.tables("component")) read_component(section, rules);
  for (const Section& section : root.tables("separation")) read_separation(section, rules);
  check_invariant_7(root, rules);
  root.finish();
}

}  // namespace salus::policy::files
