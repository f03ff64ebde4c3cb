// SPDX-License-Identifier: Apache-2.0
// Working hours as slots, and who comes when in the weeks around now.
#pragma once

#include "world.hpp"

namespace salus::demo {

/// Each clinician's Schedule with slots of 20 minutes from a week ago to two weeks ahead, on all days, so
/// that a demo works on a Sunday: mornings and afternoons, today from seven to ten at night, and always the
/// hours around now.
void add_slots(World& world);

/// Fills some of the slots: those who sign in see every clinician within the next two hours, others came
/// before them and come after them, and on the other days. Nobody is in two places at once. Histories are
/// written already.
void add_bookings(World& world);

}  // namespace salus::demo
