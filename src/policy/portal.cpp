// SPDX-License-Identifier: Apache-2.0
// Ties each role to its hop of the map.
#include "policy/portal.hpp"

#include "policy/hops.hpp"
#include "policy/rules.hpp"

namespace salus::policy {

Role leading(RoleSet roles) {
  for (const Role role : {Role::clinician, Role::nurse, Role::front_desk, Role::privacy_officer,
                          Role::administrator, Role::custodian}) {
    if (roles.has(role)) return role;
  }
  return Role::patient;
}

Hop portal_of(RoleSet roles) {
  switch (leading(roles)) {
    case Role::patient:
      return hop::portal_patient;
    case Role::clinician:
      return hop::portal_clinician;
    case Role::nurse:
      return hop::portal_nurse;
    case Role::front_desk:
      return hop::portal_front_desk;
    case Role::privacy_officer:
      return hop::portal_officer;
    case Role::custodian:
      return hop::portal_custodian;
    case Role::administrator:
      return hop::portal_administration;
  }
  std::unreachable();
}

Purpose usual_purpose(const Rules& rules, RoleSet roles) {
  return rules.usual_purpose[static_cast<std::size_t>(leading(roles))];
}

}  // namespace salus::policy
