// SPDX-License-Identifier: Apache-2.0
// Rows of the chart.
#include "chart_view.hpp"

#include "base/codec.hpp"
#include "days.hpp"
#include "names.hpp"
#include "note_text.hpp"
#include "rows.hpp"

#include <algorithm>

namespace salus::portal {
namespace {

std::string telecom(const View& view, std::string_view system) {
  for (int i = 0; i < 8; ++i) {
    const std::string path = "telecom." + std::to_string(i);
    if (view.text(path + ".system") == system) return view.text(path + ".value");
  }
  return {};
}

std::string address_of(const View& view) {
  std::string text = view.text("address.0.text");
  if (!text.empty()) return text;
  for (const char* part : {"line.0", "line.1", "postalCode", "city", "state", "country"}) {
    const std::string word = view.text(std::string("address.0.") + part);
    if (!word.empty()) text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

std::string_view criticality_of(std::string_view code) {
  return code == "low" || code == "high" ? code : "unable_to_assess";
}

std::string_view medication_status(std::string_view status) {
  if (status == "on-hold") return "on_hold";
  for (const std::string_view known : {"active", "completed", "stopped", "cancelled"}) {
    if (status == known) return status;
  }
  return "unknown";
}

/// The text of a dosage is "dose, frequency"; without a frequency of its own it is all frequency.
struct Dosage {
  std::string dose;
  std::string frequency;
};

Dosage dosage_of(const View& view) {
  std::string text = view.text("dosageInstruction.0.text");
  const std::string frequency = view.text("dosageInstruction.0.timing.code.text");
  const std::string tail = ", " + frequency;
  if (frequency.empty()) return {{}, std::move(text)};
  if (text.ends_with(tail)) text.resize(text.size() - tail.size());
  return {std::move(text), frequency};
}

void put_medication(JsonWriter& json, const View& view, const Zone& zone) {
  const Dosage dosage = dosage_of(view);
  std::string since = date_at(view, "authoredOn", zone);
  if (since.empty()) since = day_text(zone.day(view.document().written));
  json.begin_object().field("label", concept_at(view, "medicationCodeableConcept"));
  json.optional_field("dose", dosage.dose);
  json.optional_field("frequency", dosage.frequency);
  json.field("status", medication_status(view.text("status"))).field("since", since);
  json.optional_field("until", date_at(view, "dispenseRequest.validityPeriod.end", zone));
  json.optional_field("note", view.text("note.0.text"));
  json.optional_field("prescriber", view.text("requester.display")).end_object();
}

void put_diagnosis(JsonWriter& json, const View& view) {
  for (int i = 0; i < 4; ++i) {
    const std::string path = "section." + std::to_string(i);
    const std::string code = view.text(path + ".code.coding.0.code");
    const std::string label = concept_at(view, path + ".code");
    if (view.text(path + ".title") != "Diagnosis" || code.empty()) continue;
    json.key("diagnosis").begin_object().field("code", code).field("label", label).end_object();
    return;
  }
}

void put_note(JsonWriter& json, const View& view, const Handles& handles) {
  const std::string status = view.text("status");
  const bool is_signed = status == "final" || status == "amended";
  std::string at = time_at(view, "date");
  if (at.empty()) at = rfc3339(view.document().written);
  json.begin_object().field("handle", handles.make("Composition", view.document().record.id));
  json.field("author", view.text("author.0.display")).field("at", at).key("signed").boolean(is_signed);
  if (is_signed) {
    const std::string attested = time_at(view, "attester.0.time");
    json.field("signed_at", attested.empty() ? rfc3339(view.document().written) : attested);
  }
  json.field("text", plain_of(view.text("section.0.text.div")));
  put_diagnosis(json, view);
  json.end_object();
}

Result<std::string> attachment_text(const View& view) {
  if (!view.text("content.0.attachment.contentType").starts_with("text/plain")) return std::string();
  TRY(const auto bytes, from_base64(view.text("content.0.attachment.data")));
  return std::string(as_text(bytes));
}

}  // namespace

Result<std::string> banner_json(const Documents& documents, const Handles& handles) {
  if (documents.size() != 1) return fail(Code::absent, "portal: not one patient");
  TRY(const auto view, View::of(documents.front()));
  const std::string sex = view.text("gender");
  JsonWriter json;
  json.begin_object().field("handle", handles.make("Patient", view.document().record.id));
  json.field("name", view.text("name.0.text")).field("birth_date", view.text("birthDate"));
  json.field("sex", sex.empty() ? "unknown" : sex).optional_field("phone", telecom(view, "phone"));
  json.optional_field("email", telecom(view, "email"))
      .optional_field("address", address_of(view))
      .end_object();
  return std::move(json).text();
}

Result<std::string> allergies_json(const Documents& documents, const Zone& zone) {
  TRY(const auto views, newest_first(documents, {"recordedDate", "onsetDateTime"}));
  return array_of(views, [&zone](JsonWriter& json, const View& view) {
    json.begin_object().field("label", concept_at(view, "code"));
    json.field("criticality", criticality_of(view.text("criticality")));
    json.optional_field("reaction", concept_at(view, "reaction.0.manifestation.0"));
    json.optional_field("recorded_at", date_at(view, "recordedDate", zone)).end_object();
  });
}

Result<std::string> conditions_json(const Documents& documents, const Zone& zone) {
  TRY(const auto views, newest_first(documents, {"recordedDate", "onsetDateTime"}));
  return array_of(views, [&zone](JsonWriter& json, const View& view) {
    const std::string status = view.text("clinicalStatus.coding.0.code");
    json.begin_object()
        .field("code", view.text("code.coding.0.code"))
        .field("label", concept_at(view, "code"));
    json.field("status", status.empty() ? "active" : status);
    json.optional_field("onset", date_at(view, "onsetDateTime", zone));
    json.optional_field("recorded_at", date_at(view, "recordedDate", zone)).end_object();
  });
}

Result<std::string> medications_json(const Documents& documents, const Zone& zone) {
  TRY(const auto views, newest_first(documents, {"authoredOn"}));
  return array_of(views, [&zone](JsonWriter& json, const View& view) { put_medication(json, view, zone); });
}

Result<std::string> documents_json(const Documents& documents, const Handles& handles) {
  TRY(const auto views, newest_first(documents, {"date"}));
  JsonWriter json;
  json.begin_array();
  for (const View& view : views) {
    TRY(const auto text, attachment_text(view));
    std::string at = time_at(view, "date");
    if (at.empty()) at = rfc3339(view.document().written);
    json.begin_object().field("handle", handles.make("DocumentReference", view.document().record.id));
    json.field("title", view.text("description")).field("kind", concept_at(view, "type")).field("at", at);
    json.optional_field("author", view.text("author.0.display")).field("text", text).end_object();
  }
  json.end_array();
  return std::move(json).text();
}

Result<std::string> notes_json(const Documents& documents, const Handles& handles) {
  TRY(const auto views, newest_first(documents, {"date"}));
  return array_of(views, [&](JsonWriter& json, const View& view) { put_note(json, view, handles); });
}

Result<std::string> past_appointments_json(const Documents& documents, const Handles& handles,
                                           Viewer viewer) {
  TRY(const auto views, newest_first(documents, {"start"}));
  JsonWriter json;
  json.begin_array();
  for (const View& view : views) {
    TRY(const auto row, appointment_json(view.document(), handles, viewer));
    json.raw(row);
  }
  json.end_array();
  return std::move(json).text();
}

}  // namespace salus::portal
