// SPDX-License-Identifier: Apache-2.0
// What signing in leaves in the log.
#pragma once

#include "audit/log.hpp"
#include "identity/account.hpp"
#include "policy/policy.hpp"

namespace salus::identity {

/// Who is meant: somebody signed in, or an account that somebody aims at and has yet to prove theirs.
struct Actor {
  explicit Actor(const policy::Person& person);
  /// `device` is what a browser calls itself: any bytes, of which the log keeps text.
  Actor(const Account& account, std::string address, std::string_view device);

  TenantId tenant;
  AccountId account;
  policy::RoleSet roles;
  std::optional<SessionId> session;
  std::string address;
  std::string device;
};

audit::Event entry(Actor actor, Literal event, audit::Outcome outcome, Time at,
                   policy::Action action = policy::Action::read);

}  // namespace salus::identity
