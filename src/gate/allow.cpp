// SPDX-License-Identifier: Apache-2.0
// The verb allow: decision and entry for what is guarded like a record and isn't one.
#include "gate/gate.hpp"

namespace salus::gate {

Task<void> Gate::allow(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                       policy::Action action, policy::Kind kind) {
  const policy::Asked question = asked(action, purpose, hop);
  policy::Query query;
  query.kind = std::move(kind);
  const policy::ClassSet no_parameters;
  const policy::RelationSet no_owner;
  auto decision = decider_.search(subject, question, std::move(query), no_parameters, no_owner);
  if (auto* denial = std::get_if<policy::Denial>(&decision)) {
    const Code answer = denial->answer();
    CO_TRY(co_await log_.append(std::move(*denial)));
    co_return fail(answer, "gate: not for this subject");
  }
  auto grant = std::get<policy::Grant<policy::Query>>(std::move(decision));
  CO_TRY(co_await log_.append(std::move(grant)));
  co_return Result<void>{};
}

}  // namespace salus::gate
