// SPDX-License-Identifier: Apache-2.0
// What signing in leaves in the log.
#include "entry.hpp"

#include "base/utf8.hpp"
#include "subject_maker.hpp"

namespace salus::identity {

Actor::Actor(const policy::Person& person)
    : tenant(person.tenant()),
      account(person.account()),
      roles(person.roles()),
      session(person.session()),
      address(person.address()),
      device(person.device()) {}

Actor::Actor(const Account& aimed_at, std::string from, std::string_view calls_itself)
    : tenant(aimed_at.tenant),
      account(aimed_at.id),
      roles(aimed_at.acting()),
      address(std::move(from)),
      device(to_utf8(calls_itself, longest_device)) {}

audit::Event entry(Actor actor, Literal event, audit::Outcome outcome, Time at, policy::Action action) {
  return {{.tenant = actor.tenant,
           .actor = actor.account.text(),
           .roles = actor.roles,
           .session = actor.session,
           .address = std::move(actor.address),
           .device = std::move(actor.device),
           .action = action,
           .purpose = policy::Purpose::operations,
           .hop = hop::sign_in,
           .at = at,
           .rule = {}},
          event,
          outcome,
          std::nullopt};
}

}  // namespace salus::identity
