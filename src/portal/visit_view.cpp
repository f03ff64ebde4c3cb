// SPDX-License-Identifier: Apache-2.0
// Writes the JSON of visits, and the resources that begin with one.
#include "visit_view.hpp"

#include "base/json_fields.hpp"
#include "names.hpp"
#include "view.hpp"

#include <cmath>

namespace salus::portal {
namespace {

constexpr std::string_view act_code = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
constexpr std::string_view units = "http://unitsofmeasure.org";
constexpr std::string_view between_dose_and_frequency = ", ";

std::string utc(const View& view, std::string_view path) {
  const auto time = parse_time(view.text(path));
  return time ? rfc3339(*time) : std::string();
}

std::string day(std::string_view time) {
  return std::string(time.substr(0, 10));
}

void put_dosage(JsonWriter& json, std::string_view dose, std::string_view frequency) {
  std::string both(dose);
  both.append(between_dose_and_frequency).append(frequency);
  json.key("dosageInstruction").begin_array().begin_object().field("text", both).key("timing").begin_object();
  json.key("code").begin_object().field("text", frequency).end_object().end_object().end_object().end_array();
}

void put_supply(JsonWriter& json, int days, Time now) {
  json.key("dispenseRequest").begin_object().key("validityPeriod").begin_object();
  json.field("start", rfc3339(now)).field("end", rfc3339(now + std::chrono::days(days))).end_object();
  json.key("expectedSupplyDuration").begin_object().key("value").number(std::int64_t{days});
  json.field("unit", "days").field("system", units).field("code", "d").end_object().end_object();
}

std::string_view medication_state(std::string_view status) {
  if (status == "active" || status == "completed" || status == "stopped" || status == "cancelled")
    return status;
  if (status == "on-hold") return "on_hold";
  return "unknown";
}

}  // namespace

std::string_view visit_state(std::string_view status) {
  if (status == "arrived") return "waiting";
  if (status == "checked-in") return "in_call";
  if (status == "fulfilled" || status == "cancelled" || status == "noshow") return "ended";
  return "planned";
}

std::string visit_json(const VisitFacts& visit, const VisitParts& parts, const Handles& handles) {
  const bool clinician = visit.party == visit::Party::clinician;
  JsonWriter json;
  json.begin_object().field("handle", handles.make("Visit", visit.id));
  json.field("state", visit_state(visit.status)).field("start", visit.start).field("end", visit.end);
  if (parts.place) json.key("place").number(static_cast<std::int64_t>(*parts.place));
  json.field("other", clinician ? visit.patient_name : visit.clinician_name);
  if (clinician) json.field("patient", handles.make("Patient", visit.patient.bytes()));
  json.field("role", clinician ? "caller" : "callee").key("ice_servers").begin_array().end_array();
  json.optional_field("started_at", parts.started_at).optional_field("ended_at", parts.ended_at);
  if (!parts.note.empty()) json.key("note").raw(parts.note);
  json.end_object();
  return std::move(json).text();
}

Result<std::string> period_text(const Documents& encounters) {
  if (encounters.empty()) return std::string();
  TRY(const auto view, View::of(encounters.front()));
  return utc(view, "period.start") + "|" + utc(view, "period.end");
}

std::string encounter_json(const VisitFacts& visit, Time now) {
  JsonWriter json;
  json.begin_object().field("resourceType", "Encounter").field("status", "in-progress");
  json.key("class").begin_object().field("system", act_code).field("code", "VR").field("display", "virtual");
  json.end_object().key("subject");
  put_reference(json, "Patient", visit.patient.text(), visit.patient_name);
  json.key("participant").begin_array().begin_object().key("individual");
  put_reference(json, "Practitioner", visit.clinician.text(), visit.clinician_name);
  json.end_object().end_array().key("appointment").begin_array();
  put_reference(json, "Appointment", visit.id.text());
  json.end_array().key("period").begin_object().field("start", rfc3339(now)).end_object().end_object();
  return std::move(json).text();
}

Result<std::string> prescription_json(ByteView body, const VisitFacts& visit, Time now) {
  TRY(const auto fields,
      JsonFields::parse(body, {"medication", "dose", "frequency", "duration_days", "note"}));
  TRY(const auto medication, fields.string("medication", 1, 200));
  TRY(const auto dose, fields.string("dose", 1, 80));
  TRY(const auto frequency, fields.string("frequency", 1, 120));
  TRY(const auto days, fields.optional_number("duration_days", 1, 365));
  TRY(const auto note, fields.optional_string("note", 500));
  if (!days || std::trunc(*days) != *days)
    return fail(Code::invalid, "portal: duration_days is no whole number");
  JsonWriter json;
  json.begin_object()
      .field("resourceType", "MedicationRequest")
      .field("status", "active")
      .field("intent", "order");
  json.key("medicationCodeableConcept").begin_object().field("text", medication).end_object().key("subject");
  put_reference(json, "Patient", visit.patient.text(), visit.patient_name);
  if (visit.begun()) {
    json.key("encounter");
    put_reference(json, "Encounter", visit.id.text());
  }
  json.field("authoredOn", rfc3339(now)).key("requester");
  put_reference(json, "Practitioner", visit.clinician.text(), visit.clinician_name);
  if (note && !note->empty()) {
    json.key("note").begin_array().begin_object().field("text", *note).end_object().end_array();
  }
  put_dosage(json, dose, frequency);
  put_supply(json, static_cast<int>(*days), now);
  json.end_object();
  return std::move(json).text();
}

Result<std::string> medication_json(const Documents& requests) {
  if (requests.empty()) return fail(Code::absent, "portal: no such prescription");
  TRY(const auto view, View::of(requests.front()));
  const std::string frequency = view.text("dosageInstruction.0.timing.code.text");
  std::string dose = view.text("dosageInstruction.0.text");
  const std::string tail = std::string(between_dose_and_frequency) + frequency;
  if (dose.ends_with(tail)) dose.resize(dose.size() - tail.size());
  JsonWriter json;
  json.begin_object()
      .field("label", view.text("medicationCodeableConcept.text"))
      .optional_field("dose", dose);
  json.optional_field("frequency", frequency).field("status", medication_state(view.text("status")));
  json.field("since", day(utc(view, "authoredOn")));
  json.optional_field("until", day(utc(view, "dispenseRequest.validityPeriod.end")));
  json.optional_field("note", view.text("note.0.text"))
      .optional_field("prescriber", view.text("requester.display"));
  json.end_object();
  return std::move(json).text();
}

}  // namespace salus::portal
