// SPDX-License-Identifier: Apache-2.0
// The words behind the enumerators, in one table each.
#include "policy/vocabulary.hpp"

#include "policy/map.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace salus::policy {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, class_count> classes = {
    "demographic", "identifier", "clinical",      "message",           "document",
    "operational", "part2",      "psychotherapy", "minor-confidential"};
constexpr std::array<std::string_view, 5> purposes = {"treatment", "payment", "operations", "patient_request",
                                                      "emergency"};
constexpr std::array<std::string_view, 7> actions = {"read",   "vread",  "history", "search",
                                                     "create", "update", "delete"};
constexpr std::array<std::string_view, role_count> roles = {
    "patient", "clinician", "nurse", "front_desk", "privacy_officer", "custodian", "administrator"};
constexpr std::array<std::string_view, 5> relations = {"self", "appointment", "encounter", "open_work",
                                                       "clinic_visit"};
constexpr std::array<std::string_view, 8> bases = {
    "baa",     "dpa",        "treatment", "patient-directed", "authorization", "required-by-law",
    "conduit", "public-only"};
constexpr std::array<std::string_view, 2> presences = {"built", "absent"};

Words words(Class) {
  return classes;
}
Words words(Purpose) {
  return purposes;
}
Words words(Action) {
  return actions;
}
Words words(Role) {
  return roles;
}
Words words(Relation) {
  return relations;
}
Words words(Basis) {
  return bases;
}
Words words(Presence) {
  return presences;
}

template <class E>
std::string_view word(E value) {
  return words(value)[static_cast<std::size_t>(value)];
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::string_view name(Class value) {
  return word(value);
}
std::string_view name(Purpose value) {
  return word(value);
}
std::string_view name(Action value) {
  return word(value);
}
std::string_view name(Role value) {
  return word(value);
}
std::string_view name(Relation value) {
  return word(value);
}
std::string_view name(Basis value) {
  return word(value);
}
std::string_view name(Presence value) {
  return word(value);
}

template <class E>
std::optional<E> from_name(std::string_view text) {
  const Words all = words(E{});
  const auto found = std::ranges::find(all, text);
  if (found == all.end()) return std::nullopt;
  return static_cast<E>(found - all.begin());
}
template std::optional<Class> from_name(std::string_view);
template std::optional<Purpose> from_name(std::string_view);
template std::optional<Action> from_name(std::string_view);
template std::optional<Role> from_name(std::string_view);
template std::optional<Relation> from_name(std::string_view);
template std::optional<Basis> from_name(std::string_view);
template std::optional<Presence> from_name(std::string_view);

template <class E>
std::vector<std::string_view> names(Set<E> set) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < words(E{}).size(); ++i) {
    if (set.has(static_cast<E>(i))) out.push_back(word(static_cast<E>(i)));
  }
  return out;
}
template std::vector<std::string_view> names(Set<Class>);
template std::vector<std::string_view> names(Set<Purpose>);
template std::vector<std::string_view> names(Set<Action>);
template std::vector<std::string_view> names(Set<Role>);
template std::vector<std::string_view> names(Set<Relation>);

Result<Kind> Kind::parse(std::string_view text) {
  const bool good = !text.empty() && text.size() <= 40 && text[0] >= 'A' && text[0] <= 'Z';
  if (!good || !std::ranges::all_of(text, is_letter)) return fail(Code::invalid, "kind: not a kind's name");
  Kind kind;
  kind.text_ = text;
  return kind;
}

}  // namespace salus::policy
