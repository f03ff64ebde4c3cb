// SPDX-License-Identifier: Apache-2.0
// The features of the portals; each exports the rows that it answers.
#pragma once

#include "portal/context.hpp"

namespace salus::portal {

/// Clinicians, slots, appointments, the day, patients.
std::vector<route::Route> scheduling_routes(const Context& context);
/// Whether a page has become old.
std::vector<route::Route> news_routes(const Context& context);
/// Chart, vault, vitals.
std::vector<route::Route> chart_routes(const Context& context);
std::vector<route::Route> message_routes(const Context& context);
/// Arrive, admit, note, sign, prescribe, end, report, and the signalling WebSocket.
std::vector<route::Route> visit_routes(const Context& context);
/// Who opened what, and the audit log.
std::vector<route::Route> access_routes(const Context& context);
/// The map, keys, accounts, about, demo.
std::vector<route::Route> oversight_routes(const Context& context);

}  // namespace salus::portal
