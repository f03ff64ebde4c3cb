// SPDX-License-Identifier: Apache-2.0
// The handlers of a visit, as their rows name them.
#pragma once

#include "portal/context.hpp"
#include "route/route.hpp"
#include "visit_facts.hpp"

namespace salus::portal {

Task<http::Response> read_visit(const Context& context, route::Call call);
Task<http::Response> arrive(const Context& context, route::Call call);
Task<http::Response> admit(const Context& context, route::Call call);
/// The clinician ends the visit; a patient hangs up, and the visit stays the clinician's to end.
Task<http::Response> end_visit(const Context& context, route::Call call);
Task<http::Response> report_call(const Context& context, route::Call call);
Task<http::Response> prescribe(const Context& context, route::Call call);
Task<http::Response> save_note(const Context& context, route::Call call);
Task<http::Response> sign_note(const Context& context, route::Call call);
/// The WebSocket by which the two browsers set up their call.
Task<http::Response> signalling(const Context& context, route::Call call);

/// Visit of the schema, with what stands in Encounter and note.
Task<http::Response> visit_response(const Context& context, const route::Call& call, VisitFacts visit);

}  // namespace salus::portal
