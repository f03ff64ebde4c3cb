// SPDX-License-Identifier: Apache-2.0
// Takes a resource apart by class.
#include "split.hpp"

#include "values.hpp"

namespace salus::fhir {
namespace {

using Shape = Json::Shape;

std::string defined_name(const Element& element) {
  std::string name(Definitions::load().text(element.name));
  return element.choice() ? name.append("[x]") : name;
}

/// `meta` without what the record itself knows, its tags first, where join adds one. Empty when nothing is
/// left.
std::string stored_meta(const Json& json, Json::Index meta) {
  std::string tag;
  std::string rest;
  for (auto i = json.first(meta); i < json.end(meta); i = json.next(i)) {
    auto name = json.name(i);
    if (name.starts_with('_')) name.remove_prefix(1);
    if (name == "versionId" || name == "lastUpdated") continue;
    auto& into = json.name(i) == "tag" ? tag : rest;
    if (!into.empty()) into.push_back(',');
    into.append(json.member(i));
  }
  if (tag.empty() && rest.empty()) return {};
  if (!tag.empty() && !rest.empty()) tag.push_back(',');
  return "\"meta\":{" + tag + rest + "}";
}

Result<policy::ClassSet> labels(const Json& json, const ClassOfLabel& class_of_label) {
  policy::ClassSet found;
  const auto meta = json.find(0, "meta");
  const auto list = meta != 0 ? json.find(meta, "security") : 0;
  if (list == 0) return found;
  const auto part = [&](Json::Index coding, std::string_view name) {
    const auto i = json.find(coding, name);
    return i == 0 ? std::string() : json.string(i);
  };
  for (auto i = json.first(list); i < json.end(list); i = json.next(i)) {
    TRY(const auto lifted, class_of_label(part(i, "system"), part(i, "code")));
    if (lifted) found.add(*lifted);
  }
  return found;
}

}  // namespace

Classes classes_of(const policy::Rules& rules) {
  return {
      [&rules](const policy::Kind& kind, std::string_view element) { return rules.class_of(kind, element); },
      [&rules](std::string_view system, std::string_view code) { return rules.class_of_label(system, code); },
      {}};
}

Result<records::Draft> split(const Resource& resource, policy::RecordRef record, const Classes& classes) {
  const auto& definitions = Definitions::load();
  const Json& json = resource.json();
  if (record.kind.view() != resource.kind()) return fail(Code::internal, "fhir: a record of another kind");
  records::Draft draft;
  draft.record = std::move(record);
  const auto& kind = draft.record.kind;
  TRY(draft.labels, labels(json, classes.of_label));

  for (auto i = json.first(0); i < json.end(0); i = json.next(i)) {
    auto name = json.name(i);
    if (name == "resourceType" || name == "id") continue;
    if (name.starts_with('_')) name.remove_prefix(1);
    const Element* element = definitions.element(resource.type(), name);
    if (element == nullptr) return fail(Code::internal, "fhir: a member that was not checked");
    TRY(const auto sensitivity, classes.of_element(kind, defined_name(*element)));
    auto text = name == "meta" ? stored_meta(json, i) : std::string(json.member(i));
    if (!text.empty()) draft.members.push_back({sensitivity, std::move(text)});
  }

  draft.values.push_back({"_id", draft.record.id.text(), policy::Class::operational});
  for (const Parameter& parameter : definitions.parameters(resource.type())) {
    const auto name = definitions.text(parameter.name);
    if (parameter.path_count == 0 || (classes.indexed && !classes.indexed(kind, name))) continue;
    std::vector<std::pair<std::string, policy::Class>> seen;
    for (const Value& value : values(resource, parameter)) {
      TRY(const auto sensitivity, classes.of_element(kind, defined_name(*value.top)));
      for (auto& word : index_words(parameter.type(), value)) {
        if (std::ranges::find(seen, std::pair(word, sensitivity)) != seen.end()) continue;
        seen.emplace_back(word, sensitivity);
        draft.values.push_back({std::string(name), std::move(word), sensitivity});
      }
    }
  }
  return draft;
}

}  // namespace salus::fhir
