// SPDX-License-Identifier: Apache-2.0
// Finds the owner by the compartment's parameters.
#include "compartment.hpp"

#include "values.hpp"

namespace salus::fhir {
namespace {

/// Whether a reference anywhere in the resource is an absolute URL of a record of `kind`.
bool refers_by_address(const Json& json, std::string_view kind) {
  const std::string segment = std::string("/").append(kind).append("/");
  for (Json::Index i = 0; i < json.size(); ++i) {
    if (json[i].shape != Json::Shape::string || json.name(i) != "reference") continue;
    const std::string text = json.string(i);
    if (text.substr(0, text.find('/')).contains(':') && text.contains(segment)) return true;
  }
  return false;
}

}  // namespace

Result<Owner> owner_of(const Resource& resource) {
  const auto& definitions = Definitions::load();
  if (&resource.type() == &definitions.compartment()) return Owner{Owner::Who::itself, {}};
  const auto owners = definitions.text(definitions.compartment().name);
  if (refers_by_address(resource.json(), owners)) {
    return fail(Code::unprocessable,
                "fhir: a person who may own records is named by kind and id, not by an address");
  }
  for (const Parameter* parameter : definitions.owners(resource.type())) {
    Owner owner;
    for (const Value& value : values(resource, *parameter)) {
      const auto local = local_reference(value.text);
      if (!local || local->kind != owners) continue;
      if (owner.who == Owner::Who::another && owner.id != local->id) {
        return fail(Code::unprocessable, "fhir: a record belongs to one person, and this names two");
      }
      owner = {Owner::Who::another, std::string(local->id)};
    }
    if (owner.who == Owner::Who::another) return owner;
  }
  return Owner{};
}

}  // namespace salus::fhir
