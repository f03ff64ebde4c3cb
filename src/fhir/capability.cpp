// SPDX-License-Identifier: Apache-2.0
// Writes the statement of capabilities.
#include "capability.hpp"

#include "base/json_writer.hpp"
#include "base/rfc3339.hpp"
#include "fhir/definitions.hpp"
#include "fhir/search.hpp"

#include <algorithm>

namespace salus::fhir {
namespace {

// https://hl7.org/fhir/R4/valueset-type-restful-interaction.html
std::string_view code(policy::Action action) {
  switch (action) {
    case policy::Action::read:
      return "read";
    case policy::Action::vread:
      return "vread";
    case policy::Action::history:
      return "history-instance";
    case policy::Action::search:
      return "search-type";
    case policy::Action::create:
      return "create";
    case policy::Action::update:
      return "update";
    case policy::Action::remove:
      return "delete";
  }
  std::unreachable();
}

// https://hl7.org/fhir/R4/valueset-search-param-type.html
std::string_view code(ParameterType type) {
  switch (type) {
    case ParameterType::number:
      return "number";
    case ParameterType::date:
      return "date";
    case ParameterType::string:
      return "string";
    case ParameterType::token:
      return "token";
    case ParameterType::reference:
      return "reference";
    case ParameterType::composite:
      return "composite";
    case ParameterType::quantity:
      return "quantity";
    case ParameterType::uri:
      return "uri";
    case ParameterType::special:
      return "special";
  }
  std::unreachable();
}

bool offers(const policy::Rules& rules, const policy::Kind& kind, policy::Action action) {
  const auto found = rules.classes.find(kind);
  const auto on_fhir = found == rules.classes.end() ? policy::OnFhir::nothing : found->second.on_fhir;
  const bool writes = action == policy::Action::create || action == policy::Action::update ||
                      action == policy::Action::remove;
  return writes ? on_fhir == policy::OnFhir::everything : on_fhir != policy::OnFhir::nothing;
}

policy::Set<policy::Action> actions_on(const policy::Rules& rules, const policy::Kind& kind) {
  policy::Set<policy::Action> all;
  for (const policy::Rule& rule : rules.rules) {
    if (std::ranges::find(rule.kinds, kind) == rule.kinds.end()) continue;
    for (int i = 0; i <= static_cast<int>(policy::Action::remove); ++i) {
      const auto action = static_cast<policy::Action>(i);
      if (rule.actions.has(action) && offers(rules, kind, action)) all.add(action);
    }
  }
  return all;
}

void put_interactions(JsonWriter& json, policy::Set<policy::Action> actions) {
  json.key("interaction").begin_array();
  for (int i = 0; i <= static_cast<int>(policy::Action::remove); ++i) {
    const auto action = static_cast<policy::Action>(i);
    if (actions.has(action)) json.begin_object().field("code", code(action)).end_object();
  }
  json.end_array();
}

void put_parameters(JsonWriter& json, const Type& type) {
  const auto& definitions = Definitions::load();
  const auto put = [&json](std::string_view name, ParameterType of) {
    json.begin_object().field("name", name).field("type", code(of)).end_object();
  };
  json.key("searchParam").begin_array();
  put("_id", ParameterType::token);
  for (const Parameter& parameter : definitions.parameters(type)) {
    const std::string_view name = definitions.text(parameter.name);
    if (name != "_id" && searchable(parameter)) put(name, parameter.type());
  }
  json.end_array();
}

}  // namespace

bool serves(const policy::Rules& rules, std::string_view name) {
  const Type* const type = Definitions::load().type(name);
  const auto kind = policy::Kind::parse(name);
  return type != nullptr && type->resource() && kind && !actions_on(rules, *kind).empty();
}

std::string capability_statement(const policy::Rules& rules, Time date) {
  JsonWriter json;
  json.begin_object().field("resourceType", "CapabilityStatement").field("status", "active");
  json.field("date", rfc3339_millis(date)).field("kind", "instance");
  json.key("software").begin_object().field("name", "Salus").end_object();
  json.key("implementation").begin_object().field("description", "A clinic's records").field("url", "/fhir");
  json.end_object().field("fhirVersion", "4.0.1").key("format").begin_array().string("json").end_array();
  json.key("rest").begin_array().begin_object().field("mode", "server").key("security").begin_object();
  json.key("cors").boolean(false).field(
      "description",
      "Sign in with two factors; a session's bearer token or cookie. What is "
      "named here is what some role may do: others are refused, and what one "
      "may not see answers as if it were not there.");
  json.end_object().key("resource").begin_array();
  for (const auto& [kind, classes] : rules.classes) {
    if (!serves(rules, kind.view())) continue;
    const auto actions = actions_on(rules, kind);
    json.begin_object().field("type", kind.view());
    put_interactions(json, actions);
    json.field("versioning", "versioned-update")
        .key("readHistory")
        .boolean(actions.has(policy::Action::vread));
    json.key("updateCreate").boolean(false).key("conditionalCreate").boolean(false);
    json.key("conditionalUpdate").boolean(false).field("conditionalDelete", "not-supported");
    if (actions.has(policy::Action::search)) put_parameters(json, *Definitions::load().type(kind.view()));
    json.end_object();
  }
  json.end_array().end_object().end_array().end_object();
  return std::move(json).text();
}

}  // namespace salus::fhir
