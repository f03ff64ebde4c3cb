// SPDX-License-Identifier: Apache-2.0
// Books and cancels appointments.
#include "booking.hpp"

#include "answer.hpp"
#include "base/json_writer.hpp"
#include "body.hpp"
#include "draft.hpp"
#include "member.hpp"
#include "names.hpp"
#include "view.hpp"
#include "visit_audit.hpp"
#include "visit_facts.hpp"

#include <algorithm>

namespace salus::portal {
namespace {

const std::initializer_list<std::string_view> booking_members = {"slot", "reason", "patient"};

/// What the person was shown of a slot: no PHI of anybody.
struct Slot {
  RecordId id;
  OwnerId clinician;
  std::string clinician_name;
  Time start;
  Time end;
};

Task<std::string> shown(const Context& context, const route::Call& call, std::string_view kind, RecordId id,
                        Shape shape) {
  const Audience to = audience(call.person());
  CO_TRY(auto of, policy::Kind::parse(kind));
  CO_TRY(auto found, co_await context.gate.read(call.subject(), to.purpose, to.hop, std::move(of), id));
  co_return disclosed(std::move(found.document), to, shape);
}

Shape text_at(std::string path) {
  return [path = std::move(path)](const Documents& documents) -> Result<std::string> {
    TRY(const auto view, View::of(documents.front()));
    return view.text(path);
  };
}

Result<std::string> slot_times(const Documents& documents) {
  const records::Document& document = documents.front();
  TRY(const auto view, View::of(document));
  return document.record.owner.text() + " " + view.text("start") + " " + view.text("end");
}

Task<Slot> read_slot(const Context& context, const route::Call& call, RecordId id) {
  const Shape times = slot_times;
  CO_TRY(const auto text, co_await shown(context, call, "Slot", id, times));
  const auto first = text.find(' ');
  const auto second = text.rfind(' ');
  Slot slot;
  slot.id = id;
  CO_TRY(slot.clinician, OwnerId::parse(text.substr(0, first)));
  CO_TRY(slot.start, parse_time(text.substr(first + 1, second - first - 1)));
  CO_TRY(slot.end, parse_time(text.substr(second + 1)));
  CO_TRY(const auto practitioner, RecordId::from(slot.clinician.bytes()));
  const Shape name = text_at("name.0.text");
  CO_TRY(slot.clinician_name, co_await shown(context, call, "Practitioner", practitioner, name));
  co_return slot;
}

struct Booking {
  Slot slot;
  OwnerId patient;
  std::string patient_name;
  RecordId appointment;
  Time now;
};

void put_participant(JsonWriter& json, std::string_view kind, OwnerId who, std::string_view name) {
  json.begin_object().key("actor").begin_object();
  json.field("reference", std::string(kind) + "/" + who.text()).field("display", name).end_object();
  json.field("status", "accepted").end_object();
}

std::string appointment_text(const Booking& booking, std::string_view reason) {
  JsonWriter json;
  json.begin_object().field("resourceType", "Appointment").field("status", "booked");
  if (!reason.empty()) {
    json.key("reasonCode").begin_array().begin_object().field("text", reason).end_object().end_array();
  }
  json.field("start", rfc3339(booking.slot.start)).field("end", rfc3339(booking.slot.end));
  json.key("slot").begin_array().begin_object().field("reference", "Slot/" + booking.slot.id.text());
  json.end_object().end_array().field("created", rfc3339(booking.now)).key("participant").begin_array();
  put_participant(json, "Patient", booking.patient, booking.patient_name);
  put_participant(json, "Practitioner", booking.slot.clinician, booking.slot.clinician_name);
  json.end_array().end_object();
  return std::move(json).text();
}

gate::RelationChange relation_of(const Booking& booking, const policy::Rules& rules) {
  const auto around = rules.active_around_appointment;
  gate::RelationFact fact{booking.slot.clinician, booking.patient, policy::Relation::appointment,
                          booking.slot.start - around, booking.slot.end + around};
  return gate::RelationChange{booking.appointment, 0, fact};
}

// Who the appointment is for, and by whom the reason may be said.
Task<Booking> prepare(const Context& context, const route::Call& call, const Handles& handles) {
  const policy::Person& person = call.person();
  const bool own = acts_as(person, policy::Role::patient);
  CO_TRY(const auto slot, token_member(call.body, "slot", booking_members));
  if (!slot) co_return fail(Code::invalid, "portal: slot is missing");
  CO_TRY(const auto slot_id, handles.read("Slot", *slot));
  CO_TRY(const auto patient, token_member(call.body, "patient", booking_members));
  if (own == patient.has_value())
    co_return fail(Code::invalid, "portal: the desk names the patient, a patient nobody");
  Booking booking;
  booking.now = context.clock.now();
  booking.patient = person.owner();
  if (patient) {
    CO_TRY(const auto id, handles.read("Patient", *patient));
    CO_TRY(booking.patient, OwnerId::from(id.bytes()));
  }
  CO_TRY(const auto id, RecordId::from(booking.patient.bytes()));
  const Shape name = text_at("name.0.text");
  CO_TRY(booking.patient_name, co_await shown(context, call, "Patient", id, name));
  CO_TRY(booking.slot, co_await read_slot(context, call, slot_id));
  if (booking.slot.start <= booking.now) co_return fail(Code::conflict, "portal: the slot is over");
  booking.appointment = RecordId::random(context.random);
  co_return booking;
}

// What the booking will hold. Its write refuses what is taken meanwhile; looking first tells which it is.
Task<std::vector<records::Unique>> free_time(const Context& context, const route::Call& call,
                                             const Booking& booking) {
  const BookedTime time{booking.appointment, booking.slot.id, booking.patient, booking.slot.start,
                        booking.slot.end};
  CO_TRY(auto held, held_by(time, records::Unique::Kind::claim));
  for (const records::Unique& one : held) {
    CO_TRY(const bool taken, co_await context.gate.claimed(call.person().tenant(), one.name, one.value));
    if (taken && one.name == slot_claim) co_return fail(Code::conflict, "portal: the slot is taken");
    if (taken) co_return fail(Code::unprocessable, "portal: the patient has an appointment at that time");
  }
  co_return held;
}

}  // namespace

Task<RecordId> book(const Context& context, const route::Call& call, const Handles& handles) {
  CO_TRY(auto kind, policy::Kind::parse("Appointment"));
  const Audience to = audience(call.person());
  const bool own = acts_as(call.person(), policy::Role::patient);
  // First of all: what is free or taken says when somebody else is elsewhere.
  if (!own)
    CO_TRY(co_await context.gate.allow(call.subject(), to.purpose, to.hop, policy::Action::create, kind));
  CO_TRY(const auto booking, co_await prepare(context, call, handles));
  policy::RecordRef record;
  record.kind = std::move(kind);
  record.id = booking.appointment;
  record.owner = booking.patient;
  record.version = 1;
  auto draft = call.body.try_map([&](const Bytes& bytes) -> Result<records::Draft> {
    TRY(const auto body, JsonFields::parse(bytes, booking_members));
    TRY(const auto reason, body.optional_string("reason", 500));
    if (own != (reason && !reason->empty()))
      return fail(Code::invalid, "portal: the patient says why, nobody else");
    return draft_of(record, appointment_text(booking, reason.value_or("")), context.rules);
  });
  CO_TRY(auto content, std::move(draft));
  gate::Write write;
  write.changes.push_back(records::Change{std::move(content)});
  CO_TRY(write.unique, co_await free_time(context, call, booking));
  const auto relation = relation_of(booking, context.rules);
  gate::Consequences brought{policy::Component(call.person().tenant(), "visit"), {}, {relation}};
  write.consequences.emplace(std::move(brought));
  CO_TRY(co_await context.gate.write(call.subject(), to.purpose, to.hop, std::move(write)));
  co_return booking.appointment;
}

Task<void> cancel(const Context& context, const route::Call& call, RecordId appointment) {
  const TenantId tenant = call.person().tenant();
  const Audience to = audience(call.person());
  CO_TRY(auto kind, policy::Kind::parse("Appointment"));
  // The desk may not see the reason, without which nothing is written back: the program writes what it asks
  // for.
  const bool desk = acts_as(call.person(), policy::Role::front_desk);
  if (desk) {
    CO_TRY(co_await context.gate.allow(call.subject(), to.purpose, to.hop, policy::Action::update, kind));
    CO_TRY(co_await context.gate.read(call.subject(), to.purpose, to.hop, kind, appointment));
  }
  const policy::Subject by = desk ? policy::Subject(policy::Component(tenant, "desk")) : call.subject();
  const policy::Hop way = desk ? hop::application_store : to.hop;
  CO_TRY(auto found, co_await context.gate.read(by, to.purpose, way, std::move(kind), appointment));
  const std::uint64_t version = found.version;
  BookedTime time;
  time.appointment = appointment;
  // What is written over is the very version that says so: whoever arrives meanwhile makes this a conflict.
  auto draft =
      std::move(found.document).keep().try_map([&](const Documents& documents) -> Result<records::Draft> {
        TRY(const auto view, View::of(documents.front()));
        if (view.text("status") != "booked") return fail(Code::conflict, "portal: it has begun or is over");
        if (const auto taken = reference(view, "slot.0", "Slot")) time.slot = *taken;
        time.patient = documents.front().record.owner;
        TRY(time.start, parse_time(view.text("start")));
        TRY(time.end, parse_time(view.text("end")));
        return draft_with(documents.front(), {{"status", "\"cancelled\""}}, context.rules);
      });
  CO_TRY(auto content, std::move(draft));
  gate::Write write;
  write.changes.push_back(records::Change{std::move(content), version});
  CO_TRY(write.unique, held_by(time, records::Unique::Kind::release));
  CO_TRY(auto relations, co_await relation_ended(context, tenant, appointment));
  if (!relations.empty()) {
    gate::Consequences brought{policy::Component(tenant, "visit"), {}, std::move(relations)};
    write.consequences.emplace(std::move(brought));
  }
  if (desk) {
    const Attendee attendee(call.person(), time.patient);
    auto asked = visit_event(attendee, "cancel-asked", audit::Outcome::granted, context.clock.now());
    CO_TRY(co_await context.gate.note(std::move(asked)));
  }
  co_return co_await context.gate.write(by, to.purpose, way, std::move(write));
}

}  // namespace salus::portal
