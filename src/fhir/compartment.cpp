// SPDX-License-Identifier: Apache-2.0
// Finds the owner by the compartment's parameters.
#include "compartment.hpp"

#include "values.hpp"

namespace salus::fhir {

Result<Owner> owner_of(const Resource& resource) {
  const auto& definitions = Definitions::load();
  if (&resource.type() == &definitions.compartment()) return Owner{Owner::Who::itself, {}};
  const auto owners = definitions.text(definitions.compartment().name);
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
