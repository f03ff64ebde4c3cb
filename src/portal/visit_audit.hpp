// SPDX-License-Identifier: Apache-2.0
// An audit entry for something that a party of a visit did and that touches no record.
#pragma once

#include "audit/log.hpp"
#include "visit_registry.hpp"

namespace salus::portal {

audit::Event visit_event(const Attendee& attendee, Literal event, audit::Outcome outcome, Time now);

}  // namespace salus::portal
