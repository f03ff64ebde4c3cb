// SPDX-License-Identifier: Apache-2.0
// The verb search: permission to look, then a second entry that names exactly what leaves.
#include "gate/gate.hpp"
#include "granted.hpp"

namespace salus::gate {

Task<Found> Gate::search(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                         Search search) {
  const policy::Asked question = asked(policy::Action::search, purpose, hop);
  policy::Query query;
  query.kind = search.lookup.kind;
  query.compartment = search.lookup.compartment;
  // Within named owners no parameter reaches across: each match is narrowed to its own relation.
  const bool named = search.lookup.by_id || !search.lookup.owners.empty();
  for (const auto& alternatives : search.lookup.all_of) {
    if (!named && !alternatives.empty()) query.parameters.push_back(alternatives.front().parameter);
  }
  policy::RelationSet relations;
  if (const auto* person = std::get_if<policy::Person>(&subject); person && query.compartment) {
    relations = relations_.between(person->tenant(), person->owner(), *query.compartment, question.now);
  }
  auto decision = decider_.search(subject, question, std::move(query), search.classes, relations);
  CO_TRY(auto grant,
         co_await granted(log_, std::move(decision), "gate: a search that this subject may not make"));
  CO_TRY(auto receipt, co_await log_.append(std::move(grant)));
  CO_TRY(auto matches, co_await vault_.search(std::move(receipt), std::move(search.lookup),
                                              std::move(search.matches), std::move(search.rank)));

  const bool truncated = matches.truncated();
  const std::size_t withheld = matches.withheld();
  std::vector<records::Sealed> sealed = std::move(matches).sealed();
  std::vector<policy::Target> targets;
  for (const records::Sealed& one : sealed) targets.push_back(target(subject, one));
  // Pages are counted in what this subject may see, or a short one would tell of matches that were dropped.
  const auto visible = decider_.narrow(subject, question, targets);
  const auto& items = visible.scope().items;
  std::size_t total = 0;
  std::vector<records::Sealed> kept;
  std::vector<policy::Target> leave;
  for (std::size_t i = 0, seen = 0; seen < items.size(); ++i) {
    if (sealed[i].record().id != items[seen].record.id) continue;
    // That it matched says what the parameters looked at: only whoever may see that may learn it.
    if (!(items[seen++].withheld & search.classes).empty()) continue;
    if (total++ < search.offset || kept.size() >= search.count) continue;
    kept.push_back(std::move(sealed[i]));
    leave.push_back(std::move(targets[i]));
  }
  auto narrowed = decider_.narrow(subject, question, leave);
  std::vector<RecordId> ids;
  for (const records::Sealed& one : kept) ids.push_back(one.record().id);
  CO_TRY(auto leaving, co_await log_.append(std::move(narrowed)));
  CO_TRY(auto opened, co_await vault_.open(std::move(leaving), std::move(kept)));
  co_return Found(std::move(opened), std::move(ids), total, truncated, withheld);
}

Task<audit::Opened<std::vector<audit::Entry>>> Gate::entries(const policy::Subject& subject,
                                                             policy::Purpose purpose, policy::Hop hop,
                                                             audit::Filter filter) {
  const policy::Asked question = asked(policy::Action::search, purpose, hop);
  policy::Query query;
  CO_TRY(query.kind, policy::Kind::parse("AuditEvent"));
  query.compartment = filter.owner;
  policy::RelationSet relations;
  if (const auto* person = std::get_if<policy::Person>(&subject); person && query.compartment) {
    relations = relations_.between(person->tenant(), person->owner(), *query.compartment, question.now);
  }
  const policy::ClassSet none;
  auto decision = decider_.search(subject, question, std::move(query), none, relations);
  CO_TRY(auto grant,
         co_await granted(log_, std::move(decision), "gate: the audit log is not for this subject"));
  CO_TRY(auto receipt, co_await log_.append(std::move(grant)));
  co_return co_await log_.find(std::move(receipt), std::move(filter));
}

}  // namespace salus::gate
