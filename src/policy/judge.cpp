// SPDX-License-Identifier: Apache-2.0
// Adds up rules: more rules never give less, and what no rule gives, nobody gets.
#include "judge.hpp"

#include "policy/hops.hpp"

#include <algorithm>

namespace salus::policy {
namespace {

template <class R>
bool fits(const R& rule, Action action, Purpose purpose, const Kind& kind) {
  return rule.actions.has(action) && rule.purposes.has(purpose) &&
         std::ranges::find(rule.kinds, kind) != rule.kinds.end();
}

bool writes(Action action) {
  return action == Action::create || action == Action::update || action == Action::remove;
}

bool offered(const Rules& rules, Hop hop, Action action, const Kind& kind) {
  if (!(hop == hop::fhir_api)) return true;
  const auto found = rules.classes.find(kind);
  const OnFhir on_fhir = found == rules.classes.end() ? OnFhir::nothing : found->second.on_fhir;
  return writes(action) ? on_fhir == OnFhir::everything : on_fhir != OnFhir::nothing;
}

}  // namespace

Permissions permissions_of(const Rules& rules, const Subject& subject, const Asked& asked, Action action,
                           const Kind& kind) {
  Permissions out;
  if (!offered(rules, asked.hop, action, kind)) return out;
  if (const auto* person = std::get_if<Person>(&subject)) {
    // Identity never makes a person whose roles are kept apart; should it, they get nothing.
    if (rules.conflict(person->roles())) return out;
    for (const Rule& rule : rules.rules) {
      if (!person->roles().has(rule.role) || !fits(rule, action, asked.purpose, kind)) continue;
      out.push_back({rule.id, rule.any_owner, rule.relations, rule.classes});
    }
  } else if (const auto* component = std::get_if<Component>(&subject)) {
    for (const ComponentRule& rule : rules.components) {
      if (rule.name != component->name() || !fits(rule, action, asked.purpose, kind)) continue;
      out.push_back({rule.name, true, {}, rule.classes});
    }
  }
  return out;  // services have no rules yet, and nobody never has
}

ClassSet reach(const Permissions& permissions, Hop hop) {
  ClassSet out;
  for (const Permission& permission : permissions) out = out | permission.classes;
  return out & hop.classes();
}

Code answer(const Permissions& permissions, Hop hop) {
  return reach(permissions, hop).empty() ? Code::forbidden : Code::absent;
}

void Trail::add(std::string_view rule) {
  if (std::ranges::find(rules_, rule) == rules_.end()) rules_.push_back(rule);
}

void Trail::add(const Trail& other) {
  for (const std::string_view rule : other.rules_) add(rule);
}

std::string Trail::text() const {
  std::string out;
  for (const std::string_view rule : rules_) out.append(out.empty() ? "" : " + ").append(rule);
  return out;
}

Verdict judge(const Permissions& permissions, Hop hop, TenantId tenant, const Target& target) {
  Verdict out;
  const auto deny = [&](std::string_view reason) {
    out.denied = reason;
    return out;
  };
  if (permissions.empty()) return deny("no rule for this role, kind, action and purpose");
  if (reach(permissions, hop).empty()) return deny("the hop carries no class of the rule");
  if (target.tenant.empty() || target.tenant != tenant) return deny("another tenant's record");
  for (const Permission& permission : permissions) {
    if (!permission.applies(target.relations)) continue;
    out.allowed = out.allowed | (permission.classes & hop.classes());
    out.trail.add(permission.rule);
  }
  if (out.allowed.empty()) return deny("no relation to the owner");
  if (!out.allowed.contains(target.labels)) return deny("a security label");
  if (!target.present.empty() && (out.allowed & target.present).empty())
    return deny("no class of the record");
  return out;
}

}  // namespace salus::policy
