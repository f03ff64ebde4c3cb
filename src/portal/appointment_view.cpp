// SPDX-License-Identifier: Apache-2.0
// Rows of the scheduling pages.
#include "appointment_view.hpp"

#include "base/json_writer.hpp"
#include "names.hpp"
#include "view.hpp"

#include <algorithm>
#include <map>

namespace salus::portal {
namespace {

// The first participant whose actor is of this kind.
std::string participant(const View& view, std::string_view kind) {
  for (int i = 0; i < 8; ++i) {
    const std::string path = "participant." + std::to_string(i) + ".actor";
    if (view.at(path) == 0) break;
    if (view.text(path + ".reference").starts_with(std::string(kind) + "/")) return path;
  }
  return {};
}

void put_person(JsonWriter& json, std::string_view key, const View& view, std::string_view kind,
                const Handles& handles) {
  const std::string path = participant(view, kind);
  const auto id = reference(view, path, kind);
  if (path.empty() || !id) return;
  json.key(key).begin_object().field("handle", handles.make(kind, *id));
  json.field("name", view.text(path + ".display")).end_object();
}

void put_appointment(JsonWriter& json, const View& view, const Handles& handles, Viewer viewer) {
  const RecordId id = view.document().record.id;
  const std::string_view state = state_of(view.text("status"));
  json.begin_object().field("handle", handles.make("Appointment", id));
  json.field("start", view.text("start")).field("end", view.text("end")).field("state", state);
  put_person(json, "clinician", view, "Practitioner", handles);
  if (viewer == Viewer::staff) put_person(json, "patient", view, "Patient", handles);
  json.optional_field("reason", view.text("reasonCode.0.text"));
  json.key("visit");
  if (state == "cancelled") {
    json.null();
  } else {
    json.string(handles.make("Visit", id));
  }
  if (state == "waiting") json.field("waiting_since", rfc3339(view.document().written));
  json.end_object();
}

// Views in the order of a text that all of them have.
Result<std::vector<View>> sorted_views(const Documents& documents, std::string_view by) {
  std::vector<std::pair<std::string, View>> views;
  for (const records::Document& document : documents) {
    TRY(auto view, View::of(document));
    std::string key = view.text(by);
    views.emplace_back(std::move(key), std::move(view));
  }
  std::ranges::stable_sort(views, {}, &std::pair<std::string, View>::first);
  std::vector<View> sorted;
  for (auto& [key, view] : views) sorted.push_back(std::move(view));
  return sorted;
}

template <class Put>
Result<std::string> rows(const Documents& documents, std::string_view by, Put put) {
  TRY(const auto views, sorted_views(documents, by));
  JsonWriter json;
  json.begin_array();
  for (const View& view : views) put(json, view);
  json.end_array();
  return std::move(json).text();
}

std::string phone_of(const View& view) {
  for (int i = 0; i < 8; ++i) {
    const std::string path = "telecom." + std::to_string(i);
    if (view.text(path + ".system") == "phone") return view.text(path + ".value");
  }
  return {};
}

}  // namespace

std::string_view state_of(std::string_view status) {
  if (status == "arrived") return "waiting";
  if (status == "checked-in") return "in_call";
  if (status == "fulfilled") return "done";
  if (status == "cancelled" || status == "noshow") return "cancelled";
  return "booked";
}

Result<std::string> appointment_json(const records::Document& document, const Handles& handles,
                                     Viewer viewer) {
  TRY(const auto view, View::of(document));
  JsonWriter json;
  put_appointment(json, view, handles, viewer);
  return std::move(json).text();
}

Result<std::string> appointments_json(const Documents& documents, const Handles& handles, Viewer viewer) {
  return rows(documents, "start",
              [&](JsonWriter& json, const View& view) { put_appointment(json, view, handles, viewer); });
}

Result<std::string> patients_json(const Documents& documents, const Handles& handles) {
  return rows(documents, "name.0.text", [&](JsonWriter& json, const View& view) {
    json.begin_object().field("handle", handles.make("Patient", view.document().record.id));
    json.field("name", view.text("name.0.text")).field("birth_date", view.text("birthDate"));
    const std::string sex = view.text("gender");
    json.field("sex", sex.empty() ? "unknown" : sex).optional_field("phone", phone_of(view)).end_object();
  });
}

Result<std::string> clinicians_json(const Documents& documents, const Handles& handles) {
  return rows(documents, "name.0.text", [&](JsonWriter& json, const View& view) {
    json.begin_object().field("handle", handles.make("Practitioner", view.document().record.id));
    json.field("name", view.text("name.0.text")).field("specialty", view.text("qualification.0.code.text"));
    json.end_object();
  });
}

Result<std::string> spans_text(const Documents& appointments) {
  std::string text;
  for (const records::Document& document : appointments) {
    TRY(const auto view, View::of(document));
    const auto from = parse_time(view.text("start"));
    const auto until = parse_time(view.text("end"));
    if (from && until && state_of(view.text("status")) != "cancelled")
      text += rfc3339(*from) + " " + rfc3339(*until) + "\n";
  }
  return text;
}

Result<std::vector<Span>> spans(std::string_view text) {
  std::vector<Span> all;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return fail(Code::internal, "portal: not a span of time");
    Span span;
    TRY(span.from, parse_time(line.substr(0, space)));
    TRY(span.until, parse_time(line.substr(space + 1)));
    all.push_back(span);
    text.remove_prefix(line.size() + 1);
  }
  return all;
}

Result<std::string> slots_json(const Documents& documents, const Handles& handles, const Taken& taken) {
  return rows(documents, "start", [&](JsonWriter& json, const View& view) {
    const RecordId id = view.document().record.id;
    const auto start = parse_time(view.text("start"));
    const auto end = parse_time(view.text("end"));
    if (!start || !end || *start <= taken.now) return;
    if (std::ranges::find(taken.slots, id) != taken.slots.end()) return;
    const auto overlaps = [&](const Span& span) { return *start < span.until && span.from < *end; };
    if (std::ranges::any_of(taken.patient, overlaps)) return;
    json.begin_object().field("handle", handles.make("Slot", id)).field("start", view.text("start"));
    json.field("end", view.text("end")).end_object();
  });
}

Result<std::string> unsigned_json(const Documents& documents, const Handles& handles) {
  return rows(documents, "date", [&](JsonWriter& json, const View& view) {
    const auto patient = reference(view, "subject", "Patient");
    if (!patient) return;
    json.begin_object().field("visit", handles.make("Visit", view.document().record.id));
    json.key("patient").begin_object().field("handle", handles.make("Patient", *patient));
    json.field("name", view.text("subject.display"))
        .end_object()
        .field("started_at", view.text("date"))
        .end_object();
  });
}

Result<std::string> unanswered_json(const Documents& documents) {
  TRY(const auto views, sorted_views(documents, "sent"));
  std::map<std::string, bool> waiting;  // by conversation; the newest message decides
  for (const View& view : views) {
    const bool from_patient = view.text("sender.reference").starts_with("Patient/");
    const std::string other = view.text(from_patient ? "recipient.0.reference" : "sender.reference");
    waiting[view.text("subject.reference") + other] = from_patient;
  }
  return std::to_string(std::ranges::count_if(waiting, [](const auto& one) { return one.second; }));
}

}  // namespace salus::portal
