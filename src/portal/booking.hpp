// SPDX-License-Identifier: Apache-2.0
// Taking and giving back a slot.
#pragma once

#include "handle.hpp"
#include "portal/booked_time.hpp"
#include "portal/context.hpp"

namespace salus::portal {

/// Books what the body of the call names: `{slot, reason, patient?}`. A patient books for themselves and says
/// why; the desk books for a patient and never says why. In one batch: the appointment, the claims of its
/// time (held_by), and the clinician's relation to the patient from 24 hours before to 24 hours after.
/// Code::conflict when the slot is taken, Code::unprocessable when the patient has another appointment at
/// that time.
Task<RecordId> book(const Context& context, const route::Call& call, const Handles& handles);

/// The desk asks, and the program writes it for them (docs/decisions/0017-who-widens-a-reach.md).
/// In one batch: the appointment is cancelled, the clinician's relation to the patient ends, the slot is
/// free. Code::conflict when it has begun or is over.
Task<void> cancel(const Context& context, const route::Call& call, RecordId appointment);

}  // namespace salus::portal
