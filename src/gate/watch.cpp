// SPDX-License-Identifier: Apache-2.0
// The verb watch: decided like a search, and no more than a number comes of it.
#include "gate/gate.hpp"

namespace salus::gate {

Task<std::uint64_t> Gate::watch(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                                policy::Kind kind, std::optional<std::vector<OwnerId>> owners) {
  const policy::Asked question = asked(policy::Action::search, purpose, hop);
  policy::Query query;
  query.kind = kind;
  policy::RelationSet relations;
  const auto* person = std::get_if<policy::Person>(&subject);
  if (person != nullptr && owners && owners->size() == 1) {
    query.compartment = owners->front();
    relations = relations_.between(person->tenant(), person->owner(), *query.compartment, question.now);
  }
  const policy::ClassSet no_parameters;
  auto decision = decider_.search(subject, question, std::move(query), no_parameters, relations);
  if (auto* denial = std::get_if<policy::Denial>(&decision)) {
    const Code answer = denial->answer();
    CO_TRY(co_await log_.append(std::move(*denial)));
    co_return fail(answer, "gate: nothing that this subject may watch");
  }
  const TenantId tenant = policy::tenant_of(subject);
  co_return owners ? changes_.newest(tenant, kind, *owners) : changes_.newest(tenant, kind);
}

}  // namespace salus::gate
