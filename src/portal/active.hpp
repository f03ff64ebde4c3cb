// SPDX-License-Identifier: Apache-2.0
// Whom a person looks after now.
#pragma once

#include "portal/context.hpp"

#include <vector>

namespace salus::portal {

/// A clinician their own active patients, a nurse everybody with a visit.
std::vector<OwnerId> active_owners(const Context& context, const policy::Person& person);

}  // namespace salus::portal
