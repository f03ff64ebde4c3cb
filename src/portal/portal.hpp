// SPDX-License-Identifier: Apache-2.0
// The front door of portal: what the pages ask for, each route a row with its policy.
#pragma once

#include "portal/context.hpp"
#include "portal/visit_registry.hpp"
#include "visit/rooms.hpp"

namespace salus::portal {

/// All of them. `context` must outlive the routes.
std::vector<route::Route> routes(const Context& context);

/// Writes what happens in a visit's room to the audit log. All three must outlive the rooms.
visit::Rooms::Listener visit_listener(gate::Gate& gate, const Clock& clock, const VisitRegistry& registry);

/// Whether both browsers of a call may sit on the server's own machine, as in a demonstration.
enum class CallReach : std::uint8_t { other_machines, same_machine_too };
visit::sdp::Rules sdp_rules(CallReach reach);

}  // namespace salus::portal
