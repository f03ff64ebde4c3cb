// SPDX-License-Identifier: Apache-2.0
// Compositions from words, and words from Compositions.
#include "note.hpp"

#include "base/json_writer.hpp"
#include "names.hpp"
#include "note_text.hpp"
#include "view.hpp"

#include <algorithm>

namespace salus::portal {
namespace {

constexpr std::size_t most_characters = 20'000;
constexpr std::size_t most_bytes = 4 * most_characters;
constexpr std::string_view icd10 = "http://hl7.org/fhir/sid/icd-10-cm";
constexpr std::string_view terminology = "http://terminology.hl7.org/CodeSystem/";

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void put_diagnosis(JsonWriter& json, const NoteDiagnosis& diagnosis) {
  json.key("code").begin_object().key("coding").begin_array().begin_object();
  json.field("system", icd10).field("code", diagnosis.code).field("display", diagnosis.label);
  json.end_object().end_array().field("text", diagnosis.label).end_object();
}

void put_concept(JsonWriter& json, std::string_view name, std::string_view system, std::string_view code) {
  json.key(name).begin_object().key("coding").begin_array().begin_object();
  json.field("system", std::string(terminology).append(system)).field("code", code);
  json.end_object().end_array().end_object();
}

// An empty narrative isn't allowed, so an empty draft says that nothing is written yet.
void put_text(JsonWriter& json, std::string_view text) {
  json.begin_object().field("title", "Note");
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    put_concept(json, "emptyReason", "list-empty-reason", "notstarted");
  } else {
    json.key("text")
        .begin_object()
        .field("status", "generated")
        .field("div", narrative_of(text))
        .end_object();
  }
  json.end_object();
}

std::optional<NoteDiagnosis> diagnosis_of(const View& view) {
  for (int i = 0; i < 8; ++i) {
    const std::string section = "section." + std::to_string(i);
    if (view.at(section) == 0) break;
    if (view.text(section + ".title") != "Diagnosis") continue;
    NoteDiagnosis found{view.text(section + ".code.coding.0.code"), view.text(section + ".code.text")};
    if (!found.code.empty() && !found.label.empty()) return found;
  }
  return {};
}

std::string utc(const View& view, std::string_view path) {
  const auto time = parse_time(view.text(path));
  return time ? rfc3339(*time) : std::string();
}

std::string signed_at(const View& view) {
  const std::string attested = utc(view, "attester.0.time");
  return attested.empty() ? rfc3339(view.document().written) : attested;
}

bool is_signed(const View& view) {
  return view.text("status") != "preliminary";
}

void put_words(JsonWriter& json, const View& view) {
  json.field("text", plain_of(view.text("section.0.text.div")));
}

void put_diagnosis_member(JsonWriter& json, const NoteDiagnosis& diagnosis) {
  json.key("diagnosis")
      .begin_object()
      .field("code", diagnosis.code)
      .field("label", diagnosis.label)
      .end_object();
}

}  // namespace

Result<NoteWords> note_words(ByteView body) {
  TRY(const auto fields, JsonFields::parse(body, note_members));
  NoteWords words;
  TRY(words.text, fields.string("text", 0, most_bytes));
  if (characters(words.text) > most_characters) return fail(Code::too_large, "portal: the note is too long");
  TRY(const auto diagnosis, fields.optional_object("diagnosis", {"code", "label"}));
  if (!diagnosis) return words;
  NoteDiagnosis given;
  TRY(given.code, diagnosis->string("code", 1, 40));
  TRY(given.label, diagnosis->string("label", 1, 4 * 200));
  if (characters(given.label) > 200) return fail(Code::invalid, "portal: the diagnosis is too long");
  words.diagnosis = std::move(given);
  return words;
}

std::string composition_json(const VisitFacts& visit, const NoteWords& words, std::string_view date) {
  JsonWriter json;
  json.begin_object().field("resourceType", "Composition").field("status", "preliminary").key("type");
  json.begin_object().key("coding").begin_array().begin_object().field("system", "http://loinc.org");
  json.field("code", "11506-3").field("display", "Progress note").end_object().end_array();
  json.field("text", "Visit note").end_object().key("subject");
  put_reference(json, "Patient", visit.patient.text(), visit.patient_name);
  if (visit.begun()) {
    json.key("encounter");
    put_reference(json, "Encounter", visit.id.text());
  }
  json.field("date", date).key("author").begin_array();
  put_reference(json, "Practitioner", visit.clinician.text(), visit.clinician_name);
  json.end_array().field("title", "Visit note").key("section").begin_array();
  put_text(json, words.text);
  if (words.diagnosis) {
    json.begin_object().field("title", "Diagnosis");
    put_diagnosis(json, *words.diagnosis);
    json.key("text").begin_object().field("status", "generated");
    json.field("div", narrative_of(words.diagnosis->label)).end_object().end_object();
  }
  json.end_array().end_object();
  return std::move(json).text();
}

std::string attester_json(const VisitFacts& visit, Time now) {
  JsonWriter json;
  json.begin_array().begin_object().field("mode", "professional").field("time", rfc3339(now)).key("party");
  put_reference(json, "Practitioner", visit.clinician.text(), visit.clinician_name);
  json.end_object().end_array();
  return std::move(json).text();
}

Result<std::optional<std::string>> condition_json(const records::Document& composition,
                                                  const VisitFacts& visit, Time now) {
  TRY(const auto view, View::of(composition));
  const auto diagnosis = diagnosis_of(view);
  if (!diagnosis) return std::optional<std::string>();
  JsonWriter json;
  json.begin_object().field("resourceType", "Condition");
  put_concept(json, "clinicalStatus", "condition-clinical", "active");
  put_concept(json, "verificationStatus", "condition-ver-status", "confirmed");
  put_diagnosis(json, *diagnosis);
  json.key("subject");
  put_reference(json, "Patient", visit.patient.text(), visit.patient_name);
  if (visit.begun()) {
    json.key("encounter");
    put_reference(json, "Encounter", visit.id.text());
  }
  json.field("recordedDate", rfc3339(now)).key("recorder");
  put_reference(json, "Practitioner", visit.clinician.text(), visit.clinician_name);
  json.end_object();
  return std::optional(std::move(json).text());
}

Result<std::string> draft_json(const Documents& compositions) {
  JsonWriter json;
  json.begin_object();
  if (compositions.empty()) {
    json.field("text", "").key("diagnosis").null().key("version").number(std::int64_t{0}).end_object();
    return std::move(json).text();
  }
  TRY(const auto view, View::of(compositions.front()));
  put_words(json, view);
  if (const auto diagnosis = diagnosis_of(view)) {
    put_diagnosis_member(json, *diagnosis);
  } else {
    json.key("diagnosis").null();
  }
  json.key("version").number(static_cast<std::int64_t>(view.document().record.version));
  json.field("saved_at", rfc3339(view.document().written));
  if (is_signed(view)) json.field("signed_at", signed_at(view));
  json.end_object();
  return std::move(json).text();
}

Result<std::string> note_json(const Documents& compositions, const Handles& handles) {
  if (compositions.empty()) return fail(Code::absent, "portal: no such note");
  TRY(const auto view, View::of(compositions.front()));
  JsonWriter json;
  json.begin_object().field("handle", handles.make("Composition", view.document().record.id));
  json.field("author", view.text("author.0.display")).field("at", utc(view, "date"));
  json.key("signed").boolean(is_signed(view));
  if (is_signed(view)) json.field("signed_at", signed_at(view));
  put_words(json, view);
  if (const auto diagnosis = diagnosis_of(view)) put_diagnosis_member(json, *diagnosis);
  json.end_object();
  return std::move(json).text();
}

}  // namespace salus::portal
