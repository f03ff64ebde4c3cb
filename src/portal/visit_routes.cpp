// SPDX-License-Identifier: Apache-2.0
// The rows of the visit, and the page that shows one.
#include "visit_routes.hpp"

#include "base/json_writer.hpp"
#include "features.hpp"
#include "names.hpp"
#include "note.hpp"
#include "visit_registry.hpp"
#include "visit_view.hpp"

namespace salus::portal {
namespace {

// Started and ended, from the encounter; both empty while it hasn't begun.
Task<VisitParts> encounter_parts(const Context& context, const route::Call& call, const VisitFacts& visit) {
  VisitParts parts;
  if (!visit.begun()) co_return parts;
  const Shape shape = period_text;
  CO_TRY(const auto period, co_await look(context, call, "Encounter", visit.id, visit.patient, shape));
  const auto bar = period.find('|');
  if (bar == std::string::npos) co_return parts;
  parts.started_at = period.substr(0, bar);
  parts.ended_at = period.substr(bar + 1);
  co_return parts;
}

}  // namespace

Task<http::Response> visit_response(const Context& context, const route::Call& call, VisitFacts visit) {
  const Handles handles(call.session);
  CO_TRY(auto parts, co_await encounter_parts(context, call, visit));
  if (visit.party == visit::Party::clinician) {
    const Shape draft = draft_json;
    CO_TRY(parts.note, co_await look(context, call, "Composition", visit.id, visit.patient, draft));
  } else if (visit.status == "arrived") {
    CO_TRY(const auto start, parse_time(visit.start));
    const VisitRegistry::Waiting who{visit.patient, visit.clinician, start};
    parts.place = context.visits.wait(visit.id, who, context.clock.now());
  }
  co_return json_response(200, visit_json(visit, parts, handles));
}

Task<http::Response> read_visit(const Context& context, route::Call call) {
  std::string handle = call.captures[0];
  CO_TRY(auto visit, co_await visit_facts(context, call, std::move(handle)));
  co_return co_await visit_response(context, call, std::move(visit));
}

// Asked every few seconds by a page that waits, so it opens no record: it tells one who is in the queue of
// their own place there, and anybody else nothing. Once there is no place the page reads the visit anew.
Task<http::Response> read_place(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(const auto visit, handles.read("Visit", call.captures[0]));
  const auto place = context.visits.place(visit, call.person().owner(), context.clock.now());
  JsonWriter json;
  json.begin_object().key("place");
  if (place) {
    json.number(static_cast<std::int64_t>(*place));
  } else {
    json.null();
  }
  json.end_object();
  co_return json_response(200, std::move(json).text());
}

std::vector<route::Route> visit_routes(const Context& context) {
  using http::Method;
  using policy::Action;
  const auto guarded = [&context](Action action, Literal kind, auto handler) {
    return route::Guarded{
        action, kind, [&context, handler](route::Call call) { return handler(context, std::move(call)); }};
  };
  return {
      {Method::get, "/api/v1/visits/{handle}", guarded(Action::read, "Appointment", read_visit)},
      {Method::get, "/api/v1/visits/{handle}/place", guarded(Action::read, "Appointment", read_place)},
      {Method::post, "/api/v1/visits/{handle}/arrive", guarded(Action::update, "Appointment", arrive)},
      {Method::post, "/api/v1/visits/{handle}/admit", guarded(Action::create, "Encounter", admit)},
      {Method::post, "/api/v1/visits/{handle}/end", guarded(Action::update, "Encounter", end_visit)},
      {Method::post, "/api/v1/visits/{handle}/report", guarded(Action::read, "Appointment", report_call)},
      {Method::post, "/api/v1/visits/{handle}/prescriptions",
       guarded(Action::create, "MedicationRequest", prescribe)},
      {Method::put, "/api/v1/visits/{handle}/note", guarded(Action::update, "Composition", save_note)},
      {Method::post, "/api/v1/visits/{handle}/note/sign", guarded(Action::update, "Composition", sign_note)},
      {Method::get,
       "/ws",
       guarded(Action::read, "Appointment", signalling),
       route::Family::portal,
       {"visit"},
       route::WhenLocked::goes_on},
  };
}

}  // namespace salus::portal
