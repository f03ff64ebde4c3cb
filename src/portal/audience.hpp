// SPDX-License-Identifier: Apache-2.0
// By which hop a page's data travels to whom, and for what purpose.
#pragma once

#include "policy/policy.hpp"

namespace salus::portal {

struct Audience {
  policy::Purpose purpose;
  policy::Hop hop;
};

/// The portal of the person's first role, in the order in which policy declares roles.
Audience audience(const policy::Person& person);

}  // namespace salus::portal
