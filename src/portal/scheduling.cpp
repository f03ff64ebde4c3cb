// SPDX-License-Identifier: Apache-2.0
// Clinicians, slots, appointments, the day, patients.
#include "active.hpp"
#include "appointment_view.hpp"
#include "base/json_writer.hpp"
#include "booking.hpp"
#include "days.hpp"
#include "features.hpp"
#include "guarded.hpp"
#include "listed.hpp"
#include "names.hpp"
#include "news.hpp"
#include "query.hpp"
#include "visit_registry.hpp"

namespace salus::portal {
namespace {

const Zone& zone_of(const Context& context, const route::Call& call) {
  return context.zone(call.person().tenant());
}

Parameters within(std::string_view name, const Days& days) {
  return {{std::string(name), "ge" + rfc3339(days.from)}, {std::string(name), "lt" + rfc3339(days.until)}};
}

http::Response object(std::string_view name, const Listed& rows, std::string_view revision = {}) {
  JsonWriter body;
  body.begin_object().key(name).raw(rows.text).key("truncated").boolean(rows.truncated);
  body.optional_field("revision", revision).end_object();
  return json_response(200, body.text());
}

Task<http::Response> clinicians(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(auto search, query(context.rules, "Practitioner", Parameters{}));
  CO_TRY(const auto rows, co_await listed(context, call, std::move(search), [&](const Documents& documents) {
           return clinicians_json(documents, handles);
         }));
  co_return object("clinicians", rows);
}

// When whoever the time is for is elsewhere; of nobody in particular, never.
Task<std::vector<Span>> patients_time(const Context& context, const route::Call& call, const Handles& handles,
                                      const Days& days) {
  OwnerId patient;
  const auto named = call.request.parameter("patient");
  if (acts_as(call.person(), policy::Role::patient)) {
    if (named) co_return fail(Code::invalid, "portal: a patient names nobody");
    patient = call.person().owner();
  } else if (named) {
    CO_TRY(const auto id, handles.read("Patient", *named));
    CO_TRY(patient, OwnerId::from(id.bytes()));
  }
  std::vector<Span> never;
  if (patient.empty()) co_return never;
  const Days around{days.from - longest_booking, days.until + longest_booking};
  CO_TRY(auto search, query(context.rules, "Appointment", patient, within("date", around)));
  const Shape shape = spans_text;
  CO_TRY(const auto booked, co_await listed(context, call, std::move(search), shape));
  if (booked.truncated) co_return fail(Code::corrupt, "portal: a booking isn't what the audit log says");
  co_return spans(booked.text);
}

Task<http::Response> slots(const Context& context, route::Call call) {
  const Handles handles(call.session);
  const auto wanted = call.request.parameter("clinician");
  if (!wanted) co_return fail(Code::invalid, "portal: clinician is missing");
  CO_TRY(const auto clinician, handles.read("Practitioner", *wanted));
  CO_TRY(const auto days, days_of(call.request, zone_of(context, call), context.clock.now(), {14, 31}));
  CO_TRY(const auto owner, OwnerId::from(clinician.bytes()));
  CO_TRY(auto search, query(context.rules, "Slot", owner, within("start", days)));
  const Audience to = audience(call.person());
  CO_TRY(auto found, co_await context.gate.search(call.subject(), to.purpose, to.hop, std::move(search)));
  Taken taken;
  taken.now = context.clock.now();
  CO_TRY(taken.patient, co_await patients_time(context, call, handles, days));
  for (const RecordId id : found.ids) {
    CO_TRY(const bool claimed,
           co_await context.gate.claimed(call.person().tenant(), std::string(slot_claim), id.text()));
    if (claimed) taken.slots.push_back(id);
  }
  Listed rows;
  rows.truncated = found.truncated || found.withheld > 0;
  CO_TRY(rows.text, disclosed(std::move(found.documents), to, [&](const Documents& documents) {
           return slots_json(documents, handles, taken);
         }));
  co_return object("slots", rows);
}

// A patient's own, whenever unless they say; for staff a stretch of time, clinicians their own patients only.
Result<gate::Search> appointments_query(const Context& context, const policy::Person& person,
                                        const std::optional<Days>& days) {
  const Parameters parameters = days ? within("date", *days) : Parameters();
  if (acts_as(person, policy::Role::patient))
    return query(context.rules, "Appointment", person.owner(), parameters);
  if (!acts_as(person, policy::Role::clinician)) return query(context.rules, "Appointment", parameters);
  Parameters own = parameters;
  own.emplace_back("practitioner", "Practitioner/" + person.owner().text());
  return query(context.rules, "Appointment", own);
}

Viewer viewer_of(const policy::Person& person) {
  return acts_as(person, policy::Role::patient) ? Viewer::patient : Viewer::staff;
}

Task<http::Response> appointments(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(const auto state, co_await revision(context, call, LivePage::appointments));
  CO_TRY(const auto days, days_of(call.request, zone_of(context, call), context.clock.now(), {1, 366}));
  const bool all = acts_as(call.person(), policy::Role::patient) && !call.request.parameter("from") &&
                   !call.request.parameter("days");
  const auto when = all ? std::optional<Days>() : days;
  CO_TRY(auto search, appointments_query(context, call.person(), when));
  const Viewer viewer = viewer_of(call.person());
  CO_TRY(const auto rows, co_await listed(context, call, std::move(search), [&](const Documents& documents) {
           return appointments_json(documents, handles, viewer);
         }));
  co_return object("appointments", rows, state);
}

Task<http::Response> book_appointment(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(const auto id, co_await book(context, call, handles));
  CO_TRY(auto appointment, policy::Kind::parse("Appointment"));
  const Audience to = audience(call.person());
  CO_TRY(auto made,
         co_await context.gate.read(call.subject(), to.purpose, to.hop, std::move(appointment), id));
  const Viewer viewer = viewer_of(call.person());
  CO_TRY(const auto row, disclosed(std::move(made.document), to, [&](const Documents& documents) {
           return appointment_json(documents.front(), handles, viewer);
         }));
  co_return json_response(201, row);
}

Task<http::Response> cancel_appointment(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(const auto id, handles.read("Appointment", call.captures[0]));
  CO_TRY(co_await cancel(context, call, id));
  context.visits.leave_queue(id);
  // The clinician may have looked after the patient because of this visit alone: to show it would be refused.
  if (acts_as(call.person(), policy::Role::clinician)) co_return http::Response(204);
  CO_TRY(auto appointment, policy::Kind::parse("Appointment"));
  const Audience to = audience(call.person());
  CO_TRY(auto changed,
         co_await context.gate.read(call.subject(), to.purpose, to.hop, std::move(appointment), id));
  const Viewer viewer = viewer_of(call.person());
  CO_TRY(const auto row, disclosed(std::move(changed.document), to, [&](const Documents& documents) {
           return appointment_json(documents.front(), handles, viewer);
         }));
  co_return json_response(200, row);
}

Task<Listed> active_patients(const Context& context, const route::Call& call, const Handles& handles,
                             const Parameters& parameters) {
  Listed none;
  none.text = "[]";
  CO_TRY(auto search, query(context.rules, "Patient", active_owners(context, call.person()), parameters));
  // No owners would mean all of them. Whoever has nobody to look after is asked about like anybody else, so
  // that a role that may not look is refused and logged.
  if (search.lookup.owners.empty()) {
    const Audience to = audience(call.person());
    CO_TRY(co_await context.gate.allow(call.subject(), to.purpose, to.hop, policy::Action::search,
                                       search.lookup.kind));
    co_return none;
  }
  co_return co_await listed(context, call, std::move(search),
                            [&](const Documents& documents) { return patients_json(documents, handles); });
}

// The desk finds anybody by name; clinicians and nurses see whom they look after.
Task<http::Response> patients(const Context& context, route::Call call) {
  const Handles handles(call.session);
  const auto name = call.request.parameter("name").value_or("");
  const bool desk = acts_as(call.person(), policy::Role::front_desk) ||
                    acts_as(call.person(), policy::Role::privacy_officer);
  Parameters parameters;
  if (!name.empty()) parameters.emplace_back("name", name);
  if (!desk) {
    CO_TRY(const auto rows, co_await active_patients(context, call, handles, parameters));
    co_return object("patients", rows);
  }
  Listed none;
  none.text = "[]";
  if (name.size() < 3) co_return object("patients", none);
  CO_TRY(auto search, query(context.rules, "Patient", parameters));
  CO_TRY(const auto rows, co_await listed(context, call, std::move(search), [&](const Documents& documents) {
           return patients_json(documents, handles);
         }));
  co_return object("patients", rows);
}

Task<http::Response> today(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(const auto state, co_await revision(context, call, LivePage::today));
  const std::vector<OwnerId> owners = active_owners(context, call.person());
  const Days hours = working_day(zone_of(context, call), context.clock.now());
  CO_TRY(auto day, appointments_query(context, call.person(), hours));
  CO_TRY(const auto rows, co_await listed(context, call, std::move(day), [&](const Documents& documents) {
           return appointments_json(documents, handles, Viewer::staff);
         }));
  Listed notes;
  notes.text = "[]";
  Listed unanswered;
  unanswered.text = "0";
  if (!owners.empty()) {
    Parameters preliminary;
    preliminary.emplace_back("status", "preliminary");
    CO_TRY(auto open_notes, query(context.rules, "Composition", owners, preliminary));
    CO_TRY(notes, co_await listed(context, call, std::move(open_notes), [&](const Documents& documents) {
             return unsigned_json(documents, handles);
           }));
    CO_TRY(auto messages, query(context.rules, "Communication", owners));
    CO_TRY(unanswered, co_await listed(context, call, std::move(messages), unanswered_json));
  }
  const Parameters everybody;
  CO_TRY(const auto people, co_await active_patients(context, call, handles, everybody));
  JsonWriter body;
  body.begin_object().key("appointments").raw(rows.text).key("unsigned_notes").raw(notes.text);
  body.key("unanswered").raw(unanswered.text).key("patients").raw(people.text).key("truncated");
  body.boolean(rows.truncated || notes.truncated || unanswered.truncated || people.truncated);
  body.field("revision", state).end_object();
  co_return json_response(200, body.text());
}

}  // namespace

std::vector<route::Route> scheduling_routes(const Context& context) {
  using http::Method;
  using policy::Action;
  return {
      guarded(context, Method::get, "/api/v1/clinicians", Action::search, "Practitioner", clinicians),
      guarded(context, Method::get, "/api/v1/slots", Action::search, "Slot", slots,
              {"clinician", "patient", "from", "days"}),
      polled(context, "/api/v1/appointments", Action::search, "Appointment", appointments, {"from", "days"}),
      guarded(context, Method::post, "/api/v1/appointments", Action::create, "Appointment", book_appointment),
      guarded(context, Method::post, "/api/v1/appointments/{handle}/cancel", Action::update, "Appointment",
              cancel_appointment),
      guarded(context, Method::get, "/api/v1/patients", Action::search, "Patient", patients, {"name"}),
      polled(context, "/api/v1/today", Action::search, "Appointment", today),
  };
}

}  // namespace salus::portal
