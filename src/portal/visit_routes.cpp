// SPDX-License-Identifier: Apache-2.0
// The rows of the visit, and the page that shows one.
#include "visit_routes.hpp"

#include "base/json_writer.hpp"
#include "features.hpp"
#include "guarded.hpp"
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
  route::Route line =
      guarded(context, Method::get, "/ws", Action::read, "Appointment", signalling, {"visit"});
  line.when_locked = route::WhenLocked::goes_on;
  return {
      guarded(context, Method::get, "/api/v1/visits/{handle}", Action::read, "Appointment", read_visit),
      polled(context, "/api/v1/visits/{handle}/place", Action::read, "Appointment", read_place),
      guarded(context, Method::post, "/api/v1/visits/{handle}/arrive", Action::update, "Appointment", arrive),
      guarded(context, Method::post, "/api/v1/visits/{handle}/admit", Action::create, "Encounter", admit),
      guarded(context, Method::post, "/api/v1/visits/{handle}/end", Action::update, "Encounter", end_visit),
      guarded(context, Method::post, "/api/v1/visits/{handle}/report", Action::read, "Appointment",
              report_call),
      guarded(context, Method::post, "/api/v1/visits/{handle}/prescriptions", Action::create,
              "MedicationRequest", prescribe),
      guarded(context, Method::put, "/api/v1/visits/{handle}/note", Action::update, "Composition", save_note),
      guarded(context, Method::post, "/api/v1/visits/{handle}/note/sign", Action::update, "Composition",
              sign_note),
      line,
  };
}

}  // namespace salus::portal
