// SPDX-License-Identifier: Apache-2.0
// Turns verdicts into grants and denials, each with the circumstances that the audit log keeps.
#include "policy/decide.hpp"

#include "judge.hpp"

namespace salus::policy {
namespace {

Circumstance circumstance_of(const Subject& subject, const Asked& asked) {
  Circumstance out{.tenant = tenant_of(subject),
                   .actor = {},
                   .roles = {},
                   .session = {},
                   .address = {},
                   .device = {},
                   .action = asked.action,
                   .purpose = asked.purpose,
                   .hop = asked.hop,
                   .at = asked.now,
                   .rule = {}};
  if (const auto* person = std::get_if<Person>(&subject)) {
    out.actor = person->account().text();
    out.roles = person->roles();
    out.session = person->session();
    out.address = person->address();
    out.device = person->device();
    out.background = person->background();
  } else if (const auto* service = std::get_if<Service>(&subject)) {
    out.actor = service->account().text();
  } else if (const auto* component = std::get_if<Component>(&subject)) {
    out.actor = component->name();
  } else {
    out.address = std::get<Anonymous>(subject).address;
  }
  return out;
}

Exact::Item item_of(const Target& target, const Verdict& verdict) {
  const ClassSet granted = verdict.allowed & target.present;
  return {target.record, granted, target.present - granted};
}

/// To every owner but oneself.
constexpr RelationSet others{Relation::appointment, Relation::encounter, Relation::open_work,
                             Relation::clinic_visit};

}  // namespace

std::variant<Grant<Exact>, Denial> Decider::read(const Subject& subject, const Asked& asked,
                                                 const std::vector<Target>& targets) const {
  Circumstance circumstance = circumstance_of(subject, asked);
  Exact scope;
  Trail trail;
  for (const Target& target : targets) {
    const auto permissions = permissions_of(rules_, subject, asked, asked.action, target.record.kind);
    const Verdict verdict = judge(permissions, asked.hop, circumstance.tenant, target);
    if (!verdict.denied.empty()) {
      circumstance.rule = verdict.denied;
      std::vector<RecordRef> records;
      for (const Target& named : targets) records.push_back(named.record);
      return Denial(std::move(circumstance), std::move(records), answer(permissions, asked.hop));
    }
    scope.items.push_back(item_of(target, verdict));
    trail.add(verdict.trail);
  }
  circumstance.rule = trail.text();
  return Grant<Exact>(std::move(circumstance), std::move(scope), asked.now + rules_.grant_lifetime);
}

Grant<Exact> Decider::narrow(const Subject& subject, const Asked& asked,
                             const std::vector<Target>& targets) const {
  Circumstance circumstance = circumstance_of(subject, asked);
  Exact scope;
  Trail trail;
  for (const Target& target : targets) {
    const auto permissions = permissions_of(rules_, subject, asked, asked.action, target.record.kind);
    const Verdict verdict = judge(permissions, asked.hop, circumstance.tenant, target);
    if (!verdict.denied.empty()) continue;
    scope.items.push_back(item_of(target, verdict));
    trail.add(verdict.trail);
  }
  circumstance.rule = trail.text();
  return Grant<Exact>(std::move(circumstance), std::move(scope), asked.now + rules_.grant_lifetime);
}

std::variant<Grant<Query>, Denial> Decider::search(const Subject& subject, const Asked& asked, Query query,
                                                   ClassSet parameter_classes, RelationSet relations) const {
  Circumstance circumstance = circumstance_of(subject, asked);
  const auto deny = [&](std::string_view reason, Code code) {
    circumstance.rule = reason;
    return Denial(std::move(circumstance), std::move(query), code);
  };
  const auto permissions = permissions_of(rules_, subject, asked, asked.action, query.kind);
  // What the role could never look at, whoever owns it, it may be told so; the rest must look like no match.
  const bool never =
      reach(permissions, asked.hop).empty() || !reach(permissions, asked.hop).contains(parameter_classes);
  if (never) return deny("no rule that may look at these parameters", Code::forbidden);

  if (!query.compartment) {
    for (const std::string& parameter : query.parameters) {
      if (rules_.reaches_tenant(query.kind, parameter)) continue;
      return deny("a parameter that doesn't reach across owners", Code::forbidden);
    }
    // Each match is narrowed to its own relation before it leaves, so rules that ask for a relation to
    // somebody else may look; those that ask for one's own records want the compartment named.
    relations = others;
  }
  query.evaluate = {};
  Trail trail;
  for (const Permission& permission : permissions) {
    if (!permission.applies(relations)) continue;
    query.evaluate = query.evaluate | (permission.classes & asked.hop.classes());
    trail.add(permission.rule);
  }
  if (query.evaluate.empty() || !query.evaluate.contains(parameter_classes)) {
    const Code code = query.compartment ? Code::absent : Code::forbidden;
    return deny("no relation to the owner", code);
  }
  circumstance.rule = trail.text();
  return Grant<Query>(std::move(circumstance), std::move(query), asked.now + rules_.grant_lifetime);
}

std::variant<Grant<Mutation>, Denial> Decider::write(
    const Subject& subject, const Asked& asked, const std::vector<std::pair<Target, Action>>& changes) const {
  Circumstance circumstance = circumstance_of(subject, asked);
  Mutation scope;
  Trail trail;
  for (const auto& [target, action] : changes) {
    const auto permissions = permissions_of(rules_, subject, asked, action, target.record.kind);
    Verdict verdict = judge(permissions, asked.hop, circumstance.tenant, target);
    if (verdict.denied.empty() && !verdict.allowed.contains(target.present)) {
      verdict.denied = "a write needs every class of the version";
    }
    if (!verdict.denied.empty()) {
      circumstance.rule = verdict.denied;
      std::vector<RecordRef> records;
      for (const auto& [named, what] : changes) records.push_back(named.record);
      // A new record hints at nothing: content that the role may never write is said to be so.
      const bool never = action == Action::create && !reach(permissions, asked.hop).contains(target.present);
      return Denial(std::move(circumstance), std::move(records),
                    never ? Code::forbidden : answer(permissions, asked.hop));
    }
    scope.items.push_back({target.record, action});
    trail.add(verdict.trail);
  }
  circumstance.rule = trail.text();
  return Grant<Mutation>(std::move(circumstance), std::move(scope), asked.now + rules_.grant_lifetime);
}

Denial Decider::nothing(const Subject& subject, const Asked& asked, const Kind& kind, RecordId id) const {
  Circumstance circumstance = circumstance_of(subject, asked);
  circumstance.rule = "no such record";
  const auto permissions = permissions_of(rules_, subject, asked, asked.action, kind);
  RecordRef record{.kind = kind, .id = id, .owner = {}, .version = 0};
  return Denial(std::move(circumstance), {std::move(record)}, answer(permissions, asked.hop));
}

}  // namespace salus::policy
