// SPDX-License-Identifier: Apache-2.0
// By which hop a page's data travels to whom, and for what purpose.
#pragma once

#include "policy/policy.hpp"

namespace salus::portal {

struct Audience {
  policy::Purpose purpose;
  policy::Hop hop;
};

/// The portal of the leading role, and the purpose that roles.toml calls its usual one.
Audience audience(policy::RoleSet roles);
Audience audience(const policy::Person& person);
/// Whether this is the role that leads, so that page, purpose and hop are one role's.
bool acts_as(const policy::Person& person, policy::Role role);

}  // namespace salus::portal
