// SPDX-License-Identifier: Apache-2.0
// Writes Condition, MedicationRequest, AllergyIntolerance, DocumentReference, Consent and Communication.
#include "entries.hpp"

namespace salus::demo {
namespace {

void subject(JsonWriter& json, std::string_view name, const Patient& patient) {
  json.key(name);
  reference(json, "Patient", patient.id, patient.name.text());
}

void practitioner(JsonWriter& json, std::string_view name, const Clinician& clinician) {
  json.key(name);
  reference(json, "Practitioner", clinician.id, clinician.name);
}

void status(JsonWriter& json, std::string_view name, std::string_view system, std::string_view code) {
  json.key(name);
  codeable(json, {system, code});
}

}  // namespace

RecordId add_condition(World& world, const Patient& patient, const Problem& problem, Time onset,
                       Time recorded, std::optional<Time> resolved) {
  const RecordId id = world.new_id();
  JsonWriter json = resource("Condition");
  status(json, "clinicalStatus", "http://terminology.hl7.org/CodeSystem/condition-clinical",
         resolved ? "resolved" : "active");
  status(json, "verificationStatus", "http://terminology.hl7.org/CodeSystem/condition-ver-status",
         "confirmed");
  json.key("category").begin_array();
  codeable(json, {"http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item"});
  json.end_array().key("code");
  codeable(json, problem.code, problem.text);
  subject(json, "subject", patient);
  json.field("onsetDateTime", date_text(onset));
  if (resolved) json.field("abatementDateTime", date_text(*resolved));
  json.field("recordedDate", rfc3339(recorded));
  practitioner(json, "recorder", world.clinicians[patient.doctor]);
  world.add("Condition", id, patient.owner, std::move(json));
  return id;
}

void add_prescription(World& world, const Patient& patient, const Problem& problem, Time authored,
                      Course course) {
  JsonWriter json = resource("MedicationRequest");
  json.field("status", course == Course::ongoing ? "active" : "completed").field("intent", "order");
  json.key("medicationCodeableConcept");
  worded(json, problem.medication.text);
  subject(json, "subject", patient);
  json.field("authoredOn", rfc3339(authored));
  practitioner(json, "requester", world.clinicians[patient.doctor]);
  json.key("reasonCode").begin_array();
  codeable(json, problem.code, problem.text);
  json.end_array().key("dosageInstruction").begin_array().begin_object();
  json.field("text", problem.medication.dosage).end_object().end_array();
  world.add("MedicationRequest", world.new_id(), patient.owner, std::move(json));
}

void add_allergy(World& world, const Patient& patient, const Allergy& allergy, Time recorded) {
  JsonWriter json = resource("AllergyIntolerance");
  status(json, "clinicalStatus", "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
         "active");
  status(json, "verificationStatus", "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
         "confirmed");
  json.field("type", "allergy").key("category").begin_array().string(allergy.category).end_array();
  json.field("criticality", allergy.criticality).key("code");
  codeable(json, allergy.code, allergy.text);
  subject(json, "patient", patient);
  json.field("recordedDate", rfc3339(recorded)).key("reaction").begin_array().begin_object();
  json.key("manifestation").begin_array();
  worded(json, allergy.manifestation);
  json.end_array().end_object().end_array();
  world.add("AllergyIntolerance", world.new_id(), patient.owner, std::move(json));
}

void add_document(World& world, const Patient& patient, const Paper& paper, Time when, std::size_t author) {
  JsonWriter json = resource("DocumentReference");
  json.field("status", "current").key("type");
  codeable(json, paper.type, paper.type.display);
  subject(json, "subject", patient);
  json.field("date", rfc3339(when)).key("author").begin_array();
  reference(json, "Practitioner", world.clinicians[author].id, world.clinicians[author].name);
  json.end_array().field("description", paper.description);
  json.key("content").begin_array().begin_object().key("attachment").begin_object();
  json.field("contentType", "text/plain").field("data", to_base64(as_bytes(paper.text)));
  json.field("title", paper.description).field("creation", rfc3339(when));
  json.end_object().end_object().end_array();
  world.add("DocumentReference", world.new_id(), patient.owner, std::move(json));
}

void add_consent(World& world, const Patient& patient, Time when) {
  JsonWriter json = resource("Consent");
  json.field("status", "active").key("scope");
  codeable(json, {"http://terminology.hl7.org/CodeSystem/consentscope", "treatment", "Treatment"});
  json.key("category").begin_array();
  codeable(json, {"http://loinc.org", "59284-0", "Consent Document"}, "Consent to telehealth");
  json.end_array();
  subject(json, "patient", patient);
  json.field("dateTime", rfc3339(when)).key("policyRule");
  codeable(json, {"http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTIN", "opt-in"});
  json.key("provision").begin_object().field("type", "permit").end_object();
  world.add("Consent", world.new_id(), patient.owner, std::move(json));
}

RecordId add_message(World& world, const Patient& patient, std::size_t clinician, Direction direction,
                     Time sent, std::string_view text, std::optional<RecordId> answers) {
  const RecordId id = world.new_id();
  const Clinician& other = world.clinicians[clinician];
  const bool asks = direction == Direction::from_patient;
  JsonWriter json = resource("Communication");
  if (answers) {
    json.key("inResponseTo").begin_array();
    reference(json, "Communication", *answers);
    json.end_array();
  }
  json.field("status", "completed");
  subject(json, "subject", patient);
  json.field("sent", rfc3339(sent)).key("recipient").begin_array();
  if (asks) {
    reference(json, "Practitioner", other.id, other.name);
  } else {
    reference(json, "Patient", patient.id, patient.name.text());
  }
  json.end_array();
  if (asks) {
    subject(json, "sender", patient);
  } else {
    practitioner(json, "sender", other);
  }
  json.key("payload").begin_array().begin_object().field("contentString", text).end_object().end_array();
  world.add("Communication", id, patient.owner, std::move(json));
  return id;
}

}  // namespace salus::demo
