// SPDX-License-Identifier: Apache-2.0
// Which hop answers travel on to a person in their portal: one an audience, so that none gets what another
// may see.
#pragma once

#include "policy/hop.hpp"
#include "policy/vocabulary.hpp"

namespace salus::policy {

/// As whom somebody acts who has several roles: the first in the order clinician, nurse, front desk, privacy
/// officer, administrator, custodian, patient. `roles` isn't empty: nobody without a role has a session.
Role leading(RoleSet roles);

/// The portal of the leading role.
Hop portal_of(RoleSet roles);

/// Why a person acts who doesn't say otherwise: the leading role's (`Rules::usual_purpose`).
struct Rules;
Purpose usual_purpose(const Rules& rules, RoleSet roles);

}  // namespace salus::policy
