// SPDX-License-Identifier: Apache-2.0
// Reads which element of which kind is how sensitive, and which security label lifts a whole record.
#include "files/parts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace salus::policy::files {
namespace {

/// Message, document and clinical say what a kind is about; none of them is stricter than the others.
int strictness(Class value) {
  switch (value) {
    case Class::operational:
      return 0;
    case Class::demographic:
      return 1;
    case Class::identifier:
      return 2;
    case Class::message:
    case Class::document:
    case Class::clinical:
      return 3;
    case Class::part2:
    case Class::psychotherapy:
    case Class::minor_confidential:
      return 4;
  }
  std::unreachable();
}

bool is_element(std::string_view text) {
  const bool choice = text.ends_with("[x]");
  if (choice) text.remove_suffix(3);
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

OnFhir on_fhir(Section& section) {
  if (!section.has("fhir")) return OnFhir::nothing;
  const std::string word = section.text("fhir");
  if (word == "everything") return OnFhir::everything;
  if (word != "reads") section.mistake("fhir", fmt::format("'{}' is neither everything nor reads", word));
  return OnFhir::reads;
}

void read_kind(Section section, Rules& rules) {
  KindClasses out;
  const auto kind = Kind::parse(section.text("kind"));
  if (!kind) section.mistake("kind", "not the name of a kind");
  if (kind && rules.classes.contains(*kind)) {
    section.mistake("kind", fmt::format("{} stands here twice", kind->view()));
  }
  out.on_fhir = on_fhir(section);
  out.otherwise = section.word<Class>("otherwise");
  for (int i = 0; i < class_count; ++i) {
    const auto value = static_cast<Class>(i);
    if (!section.has(name(value))) continue;
    if (strictness(value) > strictness(out.otherwise) ||
        (strictness(value) == strictness(out.otherwise) && value != out.otherwise)) {
      section.mistake(name(value),
                      fmt::format("'otherwise' must be the strictest class of the kind, and {} isn't "
                                  "less strict than {}",
                                  name(value), name(out.otherwise)));
    }
    for (const std::string& element : section.texts(name(value))) {
      if (!is_element(element)) {
        section.mistake(name(value), fmt::format("'{}' is not the name of a top-level element", element));
      }
      if (!out.elements.emplace(element, value).second) {
        section.mistake(name(value), fmt::format("'{}' has two classes", element));
      }
    }
  }
  // What may hold anything is as strict as anything in the kind.
  for (const char* element : {"text", "contained", "extension", "modifierExtension"}) {
    const auto found = out.elements.find(element);
    if (found != out.elements.end() && found->second != out.otherwise) {
      section.mistake(fmt::format("'{}' may hold anything, so it must be {}", element, name(out.otherwise)));
    }
  }
  section.finish();
  if (kind) rules.classes.emplace(*kind, std::move(out));
}

void read_label(Section section, Rules& rules) {
  const std::string system = section.text("system");
  const bool lifts = section.has("class");
  const Class value = lifts ? section.word<Class>("class") : Class::clinical;
  if (lifts && strictness(value) != 4) section.mistake("class", "a label lifts to a class of its own");
  for (const std::string& code : section.texts("codes")) {
    std::string key = system + '|' + code;
    if (rules.labels.contains(key) || rules.plain_labels.contains(key)) {
      section.mistake("codes", fmt::format("'{}' stands here twice", code));
    }
    if (lifts) {
      rules.labels.emplace(std::move(key), value);
    } else {
      rules.plain_labels.insert(std::move(key));
    }
  }
  section.text("citation");
  section.finish();
}

}  // namespace

void read_classes(File& file, Rules& rules) {
  Section root(file.root(), file);
  for (const Section& section : root.tables("label")) read_label(section, rules);
  for (const Section& section : root.tables("kind")) read_kind(section, rules);
  if (rules.classes.empty()) root.mistake("no kind can be stored");
  root.finish();
}

}  // namespace salus::policy::files
