// SPDX-License-Identifier: Apache-2.0
// Who opened a patient's record, by visit.
#include "access_view.hpp"

#include "access_words.hpp"
#include "appointment_view.hpp"
#include "base/codec.hpp"
#include "names.hpp"
#include "rows.hpp"

#include <algorithm>
#include <map>

namespace salus::portal {
namespace {

constexpr std::chrono::minutes before_visit{15};
constexpr std::chrono::minutes after_visit{60};
constexpr std::chrono::hours open_visit{24};
constexpr std::string_view visit_component = "visit";  // of roles.toml: what follows from a visit

struct Clinician {
  OwnerId id;
  std::string name;
};

Clinician clinician_of(const View& view, std::string_view member) {
  for (int i = 0; i < 8; ++i) {
    const std::string path = "participant." + std::to_string(i) + "." + std::string(member);
    if (!view.text(path + ".reference").starts_with("Practitioner/")) continue;
    Clinician found;
    if (const auto id = reference(view, path, "Practitioner")) {
      if (const auto owner = OwnerId::from(id->bytes())) found.id = *owner;
    }
    found.name = view.text(path + ".display");
    return found;
  }
  return {};
}

void put_window(std::string& text, Time from, Time until, Time start, const Clinician& clinician,
                std::string_view state) {
  JsonWriter json;
  json.begin_object().field("start", rfc3339(start)).field("clinician", clinician.name).field("state", state);
  json.end_object();
  const std::string_view stage = state == "booked" ? "planned" : "held";
  text += rfc3339(from) + " " + rfc3339(until) + " " + clinician.id.text() + " " + std::string(stage) + " " +
          json.text() + "\n";
}

std::string_view take_word(std::string_view& text) {
  const auto end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

bool belongs(const audit::Entry& entry, const VisitWindow& visit, OwnerId patient, const AccessWords& words) {
  if (entry.at < visit.from || visit.until <= entry.at) return false;
  const OwnerId who = words.who(entry.actor).owner;
  if (entry.roles.has(policy::Role::clinician)) return who == visit.clinician;
  if (entry.roles.has(policy::Role::nurse)) return true;
  return visit.state == VisitWindow::State::held && (entry.actor == visit_component || who == patient);
}

void put_role(JsonWriter& json, policy::RoleSet roles) {
  const auto words = policy::names(roles);
  json.key("role");
  if (words.empty()) {
    json.null();
  } else {
    json.string(words.front());
  }
}

void put_access(JsonWriter& json, const audit::Entry& entry, OwnerId patient, const AccessWords& words) {
  const auto relation = relation_of(entry, patient, words);
  // Background work of ours stands in no relation to anybody and is no reason to look.
  const bool unrelated = !relation && !entry.roles.empty() && asks_for_relation(entry, words);
  const bool odd =
      unrelated || entry.outcome == audit::Outcome::denied || entry.purpose == policy::Purpose::emergency;
  json.begin_object().field("at", rfc3339(entry.at)).field("who", words.who(entry.actor).name);
  put_role(json, entry.roles);
  json.key("mine").boolean(entry.actor == words.reader).key("background").boolean(entry.background);
  json.field("verb", verb_of(entry));
  put_words(json, "kinds", kinds_of(entry));
  json.key("count").number(static_cast<std::int64_t>(entry.records.size()));
  put_decision(json, entry);
  put_relation(json, relation);
  json.key("odd").boolean(odd).end_object();
}

}  // namespace

Result<std::string> visits_text(const std::vector<records::Document>& appointments) {
  TRY(const auto views, newest_first(appointments, {"start"}));
  std::string text;
  for (const View& view : views) {
    const auto start = parse_time(view.text("start"));
    const auto end = parse_time(view.text("end"));
    const std::string_view state = state_of(view.text("status"));
    if (!start || !end || state == "cancelled") continue;
    put_window(text, *start - before_visit, *end + after_visit, *start, clinician_of(view, "actor"), state);
  }
  return text;
}

Result<std::string> held_visits_text(const std::vector<records::Document>& encounters) {
  TRY(const auto views, newest_first(encounters, {"period.start"}));
  std::string text;
  for (const View& view : views) {
    const auto start = parse_time(view.text("period.start"));
    if (!start) continue;
    const auto end = parse_time(view.text("period.end"));
    const Time until = end ? *end + after_visit : *start + open_visit;
    put_window(text, *start - before_visit, until, *start, clinician_of(view, "individual"),
               end ? "done" : "in_call");
  }
  return text;
}

Result<std::vector<VisitWindow>> visit_windows(std::string_view text) {
  std::vector<VisitWindow> windows;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() + 1);
    VisitWindow window;
    TRY(window.from, parse_time(take_word(line)));
    TRY(window.until, parse_time(take_word(line)));
    TRY(window.clinician, OwnerId::parse(take_word(line)));
    window.state = take_word(line) == "planned" ? VisitWindow::State::planned : VisitWindow::State::held;
    window.json = line;
    windows.push_back(std::move(window));
  }
  return windows;
}

std::string groups_json(const Entries& entries, OwnerId patient, const std::vector<VisitWindow>& visits,
                        const AccessWords& words) {
  std::map<std::size_t, std::vector<const audit::Entry*>> groups;  // by visit; the last is none
  for (const audit::Entry& entry : entries) {
    const auto visit = std::ranges::find_if(
        visits, [&](const VisitWindow& window) { return belongs(entry, window, patient, words); });
    groups[static_cast<std::size_t>(visit - visits.begin())].push_back(&entry);
  }
  // Newest access first, and what belongs to no visit last. Entries come newest first.
  std::vector<std::pair<std::size_t, std::vector<const audit::Entry*>>> ordered(groups.begin(), groups.end());
  std::ranges::stable_sort(ordered, [&](const auto& left, const auto& right) {
    const bool none = left.first == visits.size();
    if (none || right.first == visits.size()) return !none;
    return left.second.front()->at > right.second.front()->at;
  });
  JsonWriter json;
  json.begin_array();
  for (const auto& [place, members] : ordered) {
    json.begin_object().key("visit");
    if (place < visits.size()) {
      json.raw(visits[place].json);
    } else {
      json.null();
    }
    json.key("entries").begin_array();
    for (const audit::Entry* entry : members) put_access(json, *entry, patient, words);
    json.end_array().end_object();
  }
  json.end_array();
  return std::move(json).text();
}

std::string accesses_json(Entries entries, const AccessPage& page, const AccessWords& words) {
  std::string next;
  if (entries.size() > page.most) {
    entries.resize(page.most);
    next = std::to_string(entries.back().index);
  }
  JsonWriter json;
  json.begin_object();
  if (!page.person.empty()) json.key("patient").raw(page.person);
  json.key("groups").raw(groups_json(entries, page.patient, page.visits, words)).key("next");
  if (next.empty()) {
    json.null();
  } else {
    json.string(next);
  }
  json.key("truncated").boolean(page.truncated).key("anchored").raw(page.status).end_object();
  return std::move(json).text();
}

std::string status_json(const audit::Status& status, std::string_view verify_command) {
  JsonWriter json;
  json.begin_object().key("entries").number(static_cast<std::int64_t>(status.entries));
  json.key("anchored").number(static_cast<std::int64_t>(status.anchored)).key("anchored_at");
  if (status.anchored == 0) {
    json.null();
  } else {
    json.string(rfc3339(status.anchored_at));
  }
  json.field("root", to_base64(status.root)).field("verify_command", verify_command).end_object();
  return std::move(json).text();
}

}  // namespace salus::portal
