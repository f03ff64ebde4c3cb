// SPDX-License-Identifier: Apache-2.0
// From entries to words.
#include "access_words.hpp"

#include "why.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace salus::portal {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 18> words_of_kinds{{
    {"Account", "account"},
    {"Session", "account"},
    {"Confirmation", "account"},
    {"AllergyIntolerance", "allergy"},
    {"Appointment", "appointment"},
    {"Condition", "condition"},
    {"DocumentReference", "document"},
    {"Encounter", "encounter"},
    {"Patient", "demographics"},
    {"Practitioner", "demographics"},
    {"Key", "key"},
    {"Observation", "measurement"},
    {"MedicationRequest", "medication"},
    {"Communication", "message"},
    {"Composition", "note"},
    {"Schedule", "schedule"},
    {"Slot", "schedule"},
    {"Relation", "other"},
}};

std::string_view word_of(std::string_view kind) {
  const auto found =
      std::ranges::find(words_of_kinds, kind, &std::pair<std::string_view, std::string_view>::first);
  return found == words_of_kinds.end() ? "other" : found->second;
}

// The rules that an entry names, "a + b", as long as policy still has them.
std::vector<const policy::Rule*> rules_named(const policy::Rules& rules, std::string_view text) {
  std::vector<const policy::Rule*> found;
  while (!text.empty()) {
    const auto end = std::min(text.find(" + "), text.size());
    for (const policy::Rule& rule : rules.rules) {
      if (rule.id == text.substr(0, end)) found.push_back(&rule);
    }
    text.remove_prefix(std::min(end + 3, text.size()));
  }
  return found;
}

}  // namespace

std::string_view verb_of(const audit::Entry& entry) {
  if (!entry.event.empty()) return "event";
  if (entry.outcome == audit::Outcome::denied) return "denied";
  if (entry.outcome == audit::Outcome::aborted) return "aborted";
  switch (entry.action) {
    case policy::Action::read:
    case policy::Action::vread:
    case policy::Action::history:
      return "opened";
    case policy::Action::search:
      return entry.records.empty() ? "searched" : "opened";
    case policy::Action::create:
    case policy::Action::update:
      return "wrote";
    case policy::Action::remove:
      return "deleted";
  }
  std::unreachable();
}

std::vector<std::string_view> kinds_of(const audit::Entry& entry) {
  std::vector<std::string_view> words;
  const auto add = [&words](std::string_view kind) {
    const std::string_view word = word_of(kind);
    if (std::ranges::find(words, word) == words.end()) words.push_back(word);
  };
  if (!entry.kind.empty()) add(entry.kind);
  for (const audit::EntryRecord& record : entry.records) add(record.kind);
  return words;
}

policy::ClassSet classes_of(const audit::Entry& entry) {
  policy::ClassSet classes;
  for (const audit::EntryRecord& record : entry.records) classes = classes | record.classes;
  return classes;
}

std::optional<policy::Relation> relation_of(const audit::Entry& entry, OwnerId patient,
                                            const AccessWords& words) {
  const Actor actor = words.who(entry.actor);
  if (entry.outcome == audit::Outcome::denied || actor.owner.empty()) return std::nullopt;
  const auto relations = words.between(actor.owner, patient, entry.at);
  // An event opens nothing and so stands on no rule: what counts is who caused it.
  if (!entry.event.empty()) return narrowest(relations);
  return relation_behind(rules_named(words.rules, entry.rule), relations);
}

bool asks_for_relation(const audit::Entry& entry, const AccessWords& words) {
  const auto rules = rules_named(words.rules, entry.rule);
  return rules.empty() || std::ranges::none_of(rules, &policy::Rule::any_owner);
}

void put_relation(JsonWriter& json, std::optional<policy::Relation> relation) {
  json.key("relation");
  if (relation) {
    json.string(policy::name(*relation));
  } else {
    json.null();
  }
}

void put_words(JsonWriter& json, std::string_view key, const std::vector<std::string_view>& words) {
  json.key(key).begin_array();
  for (const std::string_view word : words) json.string(word);
  json.end_array();
}

void put_decision(JsonWriter& json, const audit::Entry& entry) {
  json.field("purpose", policy::name(entry.purpose)).field("rule", entry.rule);
  json.field("outcome", audit::name(entry.outcome)).key("hop");
  if (entry.hop.empty()) {
    json.null();
  } else {
    json.string(entry.hop);
  }
}

}  // namespace salus::portal
