// SPDX-License-Identifier: Apache-2.0
// The verbs read and history: header, decision, entry, open.
#include "gate/gate.hpp"

namespace salus::gate {

Task<Documents> Gate::open(const policy::Subject& subject, policy::Asked asked, policy::Kind kind,
                           RecordId id, std::vector<records::Sealed> sealed) {
  if (sealed.empty()) {
    CO_TRY(co_await log_.append(decider_.nothing(subject, asked, kind, id)));
    co_return fail(decider_.nothing(subject, asked, kind, id).answer(),
                   "gate: nothing that this subject may see");
  }
  std::vector<policy::Target> targets;
  for (const records::Sealed& one : sealed) targets.push_back(target(subject, one));
  auto decision = decider_.read(subject, asked, targets);
  if (auto* denial = std::get_if<policy::Denial>(&decision)) {
    const Code answer = denial->answer();
    CO_TRY(co_await log_.append(std::move(*denial)));
    co_return fail(answer, "gate: nothing that this subject may see");
  }
  auto grant = std::get<policy::Grant<policy::Exact>>(std::move(decision));
  CO_TRY(auto receipt, co_await log_.append(std::move(grant)));
  co_return co_await vault_.open(std::move(receipt), std::move(sealed));
}

Task<One> Gate::read(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                     policy::Kind kind, RecordId id, std::optional<std::uint64_t> version) {
  const TenantId tenant = policy::tenant_of(subject);
  std::optional<records::Sealed> sealed;
  if (version) {
    CO_TRY(sealed, co_await vault_.locate(tenant, kind, id, *version));
  } else {
    CO_TRY(sealed, co_await vault_.locate(tenant, kind, id));
  }
  std::vector<records::Sealed> found;
  if (sealed && !sealed->deleted()) found.push_back(*std::move(sealed));
  const auto action = version ? policy::Action::vread : policy::Action::read;
  const std::uint64_t opened_version = found.empty() ? 0 : found.front().record().version;
  CO_TRY(auto opened,
         co_await open(subject, asked(action, purpose, hop), std::move(kind), id, std::move(found)));
  co_return One(std::move(opened), opened_version);
}

Task<Documents> Gate::history(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                              policy::Kind kind, RecordId id) {
  CO_TRY(auto found, co_await vault_.versions(policy::tenant_of(subject), kind, id));
  co_return co_await open(subject, asked(policy::Action::history, purpose, hop), std::move(kind), id,
                          std::move(found));
}

}  // namespace salus::gate
