// SPDX-License-Identifier: Apache-2.0
// One portal a role.
#include "audience.hpp"

#include <utility>

namespace salus::portal {
namespace {

Audience audience(policy::Role role) {
  using policy::Purpose;
  switch (role) {
    case policy::Role::patient:
      return {Purpose::patient_request, hop::portal_patient};
    case policy::Role::clinician:
      return {Purpose::treatment, hop::portal_clinician};
    case policy::Role::nurse:
      return {Purpose::treatment, hop::portal_nurse};
    case policy::Role::front_desk:
      return {Purpose::operations, hop::portal_front_desk};
    case policy::Role::privacy_officer:
      return {Purpose::operations, hop::portal_officer};
    case policy::Role::custodian:
      return {Purpose::operations, hop::portal_custodian};
    case policy::Role::administrator:
      return {Purpose::operations, hop::portal_administration};
  }
  std::unreachable();
}

}  // namespace

Audience audience(const policy::Person& person) {
  for (int i = 0; i < policy::role_count; ++i) {
    const auto role = static_cast<policy::Role>(i);
    if (person.roles().has(role)) return audience(role);
  }
  return {policy::Purpose::operations, hop::portal_administration};
}

}  // namespace salus::portal
