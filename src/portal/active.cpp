// SPDX-License-Identifier: Apache-2.0
// Asks the relation facts.
#include "active.hpp"

namespace salus::portal {

std::vector<OwnerId> active_owners(const Context& context, const policy::Person& person) {
  policy::RelationSet kinds{policy::Relation::appointment, policy::Relation::encounter,
                            policy::Relation::open_work};
  if (person.roles().has(policy::Role::nurse)) kinds.add(policy::Relation::clinic_visit);
  return context.relations.about(person.tenant(), person.owner(), kinds, context.clock.now());
}

}  // namespace salus::portal
