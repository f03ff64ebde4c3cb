// SPDX-License-Identifier: Apache-2.0
// One portal and one purpose a role.
#include "audience.hpp"

#include <utility>

namespace salus::portal {
namespace {

policy::Purpose purpose_of(policy::Role role) {
  switch (role) {
    case policy::Role::patient:
      return policy::Purpose::patient_request;
    case policy::Role::clinician:
    case policy::Role::nurse:
      return policy::Purpose::treatment;
    case policy::Role::front_desk:
    case policy::Role::privacy_officer:
    case policy::Role::custodian:
    case policy::Role::administrator:
      return policy::Purpose::operations;
  }
  std::unreachable();
}

}  // namespace

Audience audience(policy::RoleSet roles) {
  return {purpose_of(policy::leading(roles)), policy::portal_of(roles)};
}

Audience audience(const policy::Person& person) {
  return audience(person.roles());
}

bool acts_as(const policy::Person& person, policy::Role role) {
  return policy::leading(person.roles()) == role;
}

}  // namespace salus::portal
