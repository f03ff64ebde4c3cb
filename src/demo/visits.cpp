// SPDX-License-Identifier: Apache-2.0
// Writes Appointment, Encounter and Composition.
#include "visits.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace salus::demo {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

void participant(JsonWriter& json, std::string_view kind, RecordId id, std::string_view name) {
  json.begin_object().key("actor");
  reference(json, kind, id, name);
  json.field("required", "required").field("status", "accepted").end_object();
}

void add_encounter(World& world, const Patient& patient, const Visit& visit, RecordId id) {
  const Clinician& clinician = world.clinicians[visit.clinician];
  const int late = world.random.between(0, 2);
  const int lasted = world.random.between(11, 17);
  JsonWriter json = resource("Encounter");
  json.field("status", "finished").key("class");
  coding(json, {"http://terminology.hl7.org/CodeSystem/v3-ActCode", "VR", "virtual"});
  json.key("subject");
  reference(json, "Patient", patient.id, patient.name.text());
  json.key("participant").begin_array().begin_object().key("individual");
  reference(json, "Practitioner", clinician.id, clinician.name);
  json.end_object().end_array().key("appointment").begin_array();
  reference(json, "Appointment", id);
  json.end_array().key("period").begin_object();
  json.field("start", rfc3339(visit.start + minutes(late)));
  json.field("end", rfc3339(visit.start + minutes(late + lasted))).end_object();
  json.key("reasonCode").begin_array();
  worded(json, visit.problem->reason);
  json.end_array();
  world.add("Encounter", id, patient.owner, std::move(json));
}

void add_note(World& world, const Patient& patient, const Visit& visit, RecordId id) {
  const Clinician& clinician = world.clinicians[visit.clinician];
  JsonWriter json = resource("Composition");
  json.field("status", "final").key("type");
  codeable(json, {"http://loinc.org", "11506-3", "Progress note"}, "Visit note");
  json.key("subject");
  reference(json, "Patient", patient.id, patient.name.text());
  json.key("encounter");
  reference(json, "Encounter", id);
  json.field("date", rfc3339(visit.start + minutes(18))).key("author").begin_array();
  reference(json, "Practitioner", clinician.id, clinician.name);
  json.end_array().field("title", "Visit note");
  json.key("attester").begin_array().begin_object().field("mode", "professional");
  json.field("time", rfc3339(visit.start + minutes(18))).key("party");
  reference(json, "Practitioner", clinician.id, clinician.name);
  json.end_object().end_array();

  json.key("section").begin_array().begin_object().field("title", "Note").key("text");
  narrative(json, {visit.problem->subjective,
                   fmt::format("Video visit. Alert, speaks in full sentences. Measured at home: {}/{} mmHg.",
                               visit.systolic, visit.diastolic),
                   visit.problem->plan});
  json.end_object().begin_object().field("title", "Diagnosis").key("code");
  codeable(json, visit.problem->code, visit.problem->text);
  if (visit.condition) {
    json.key("entry").begin_array();
    reference(json, "Condition", *visit.condition);
    json.end_array();
  }
  json.end_object().end_array();
  world.add("Composition", id, patient.owner, std::move(json));
}

}  // namespace

RecordId add_appointment(World& world, const Patient& patient, const Visit& visit, State state,
                         std::optional<RecordId> slot) {
  const Clinician& clinician = world.clinicians[visit.clinician];
  const RecordId id = world.new_id();
  const Time end = visit.start + slot_length;
  JsonWriter json = resource("Appointment");
  json.field("status", state == State::booked ? "booked" : "fulfilled").key("reasonCode").begin_array();
  worded(json, visit.problem->reason);
  json.end_array().field("start", rfc3339(visit.start)).field("end", rfc3339(end));
  json.key("minutesDuration").number(std::int64_t{slot_length.count()});
  if (slot) {
    json.key("slot").begin_array();
    reference(json, "Slot", *slot);
    json.end_array();
  }
  const Time booked = std::min(visit.start, world.now) - days(world.random.between(2, 12));
  json.field("created", rfc3339(booked)).key("participant").begin_array();
  participant(json, "Patient", patient.id, patient.name.text());
  participant(json, "Practitioner", clinician.id, clinician.name);
  json.end_array();
  world.add("Appointment", id, patient.owner, std::move(json));

  if (slot) world.clinic.taken.push_back({*slot, id, patient.owner, visit.start, end});
  if (end + hours(24) > world.now) {
    world.clinic.relations.push_back({id,
                                      {clinician.owner, patient.owner, policy::Relation::appointment,
                                       visit.start - hours(24), end + hours(24)}});
  }
  return id;
}

void add_outcome(World& world, const Patient& patient, const Visit& visit, RecordId appointment) {
  add_encounter(world, patient, visit, appointment);
  add_note(world, patient, visit, appointment);
}

}  // namespace salus::demo
