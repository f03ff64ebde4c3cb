// SPDX-License-Identifier: Apache-2.0
// Puts the granted members together again.
#include "join.hpp"

#include "base/rfc3339.hpp"

namespace salus::fhir {
namespace {

constexpr std::string_view meta_start = "\"meta\":{";
constexpr std::string_view tag_start = "\"tag\":[";
constexpr std::string_view subsetted =
    R"({"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"})";

/// `stored` is what split made of meta's members: tags first, perhaps empty.
void append_meta(std::string& out, const records::Document& document, std::string_view stored, bool part) {
  out.append(R"(,"meta":{"versionId":")").append(std::to_string(document.record.version));
  out.append(R"(","lastUpdated":")").append(rfc3339_millis(document.written)).push_back('"');
  if (part) {
    out.append(",").append(tag_start).append(subsetted);
    if (stored.starts_with(tag_start)) {
      stored.remove_prefix(tag_start.size());
      out.push_back(',');  // a list of tags is never empty
    } else {
      out.push_back(']');
      if (!stored.empty()) out.push_back(',');
    }
  } else if (!stored.empty()) {
    out.push_back(',');
  }
  out.append(stored).push_back('}');
}

std::string write(const records::Document& document, bool part) {
  std::size_t size = 300;
  std::string_view meta;
  for (const auto& member : document.members) {
    size += member.text.size() + 1;
    if (!member.text.starts_with(meta_start)) continue;
    meta = member.text;
    meta = meta.substr(meta_start.size(), meta.size() - meta_start.size() - 1);
  }
  std::string out;
  out.reserve(size);
  out.append(R"({"resourceType":")").append(document.record.kind.view());
  out.append(R"(","id":")").append(document.record.id.text()).push_back('"');
  append_meta(out, document, meta, part);
  for (const auto& member : document.members) {
    if (member.text.starts_with(meta_start)) continue;
    out.push_back(',');
    out.append(member.text);
  }
  out.push_back('}');
  return out;
}

/// Intake refuses these two, so they are never what is missing.
bool never_stored(std::string_view name) {
  return name == "modifierExtension" || name == "implicitRules";
}

}  // namespace

std::string joined(const records::Document& document) {
  return write(document, false);
}

Result<std::optional<std::string>> join(const records::Document& document, const ClassOf& class_of) {
  if (document.withheld.empty()) return write(document, false);
  const auto& definitions = Definitions::load();
  const Type* type = definitions.type(document.record.kind.view());
  if (type == nullptr) return fail(Code::internal, "fhir: no such kind");
  for (const Element& element : definitions.elements(*type)) {
    std::string name(definitions.text(element.name));
    if ((!element.mandatory() && !element.modifier()) || never_stored(name)) continue;
    if (element.choice()) name.append("[x]");
    TRY(const auto sensitivity, class_of(document.record.kind, name));
    if (document.withheld.has(sensitivity)) return std::nullopt;
  }
  return write(document, true);
}

}  // namespace salus::fhir
