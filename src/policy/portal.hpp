// SPDX-License-Identifier: Apache-2.0
// Which hop answers travel on to a person in their portal: one an audience, so that none gets what another
// may see.
#pragma once

#include "policy/hop.hpp"
#include "policy/vocabulary.hpp"

namespace salus::policy {

/// Of several roles, that of the first in this order: clinician, nurse, front desk, privacy officer,
/// administrator, custodian, patient. `roles` isn't empty: nobody without a role has a session.
Hop portal_of(RoleSet roles);

/// Why a person acts who doesn't say otherwise, by the same order (`Rules::usual_purpose`).
struct Rules;
Purpose usual_purpose(const Rules& rules, RoleSet roles);

}  // namespace salus::policy
