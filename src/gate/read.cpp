// SPDX-License-Identifier: Apache-2.0
// The verbs read and history: header, decision, entry, open.
#include "gate/gate.hpp"
#include "granted.hpp"

namespace salus::gate {
namespace {

// The same words whether there is no such record or it isn't for this subject.
constexpr Literal nothing_seen = "gate: nothing that this subject may see";

}  // namespace

Task<Documents> Gate::open(const policy::Subject& subject, policy::Asked asked, policy::Kind kind,
                           RecordId id, std::vector<records::Sealed> sealed) {
  if (sealed.empty()) {
    auto denial = decider_.nothing(subject, asked, kind, id);
    const Error answer = co_await refuse(log_, std::move(denial), nothing_seen);
    co_return std::unexpected(answer);
  }
  std::vector<policy::Target> targets;
  for (const records::Sealed& one : sealed) targets.push_back(target(subject, one));
  auto decision = decider_.read(subject, asked, targets);
  CO_TRY(auto grant, co_await granted(log_, std::move(decision), nothing_seen));
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
