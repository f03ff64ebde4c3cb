// SPDX-License-Identifier: Apache-2.0
// Finds boxes and edges of the map by name.
#include "policy/map.hpp"

#include <algorithm>

namespace salus::policy {

const HopEntry* Map::hop(std::string_view id) const {
  const auto found = std::ranges::find(hops, id, &HopEntry::id);
  return found == hops.end() ? nullptr : &*found;
}

const System* Map::system(std::string_view id) const {
  const auto found = std::ranges::find(systems, id, &System::id);
  return found == systems.end() ? nullptr : &*found;
}

Result<const HopEntry*> declared(const Map& map, Hop hop) {
  const HopEntry* entry = map.hop(hop.name());
  if (entry == nullptr || entry->presence == Presence::absent) {
    return fail(Code::forbidden, "policy: a hop that the map doesn't declare as built");
  }
  return entry;
}

}  // namespace salus::policy
