// SPDX-License-Identifier: Apache-2.0
// The verb allow: decision and entry for what is guarded like a record and isn't one.
#include "gate/gate.hpp"
#include "granted.hpp"

namespace salus::gate {

Task<void> Gate::allow(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                       policy::Action action, policy::Kind kind) {
  const policy::Asked question = asked(action, purpose, hop);
  policy::Query query;
  query.kind = std::move(kind);
  const policy::ClassSet no_parameters;
  const policy::RelationSet no_owner;
  auto decision = decider_.search(subject, question, std::move(query), no_parameters, no_owner);
  CO_TRY(auto grant, co_await granted(log_, std::move(decision), "gate: not for this subject"));
  CO_TRY(co_await log_.append(std::move(grant)));
  co_return Result<void>{};
}

}  // namespace salus::gate
