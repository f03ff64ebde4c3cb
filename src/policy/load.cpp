// SPDX-License-Identifier: Apache-2.0
// What a program starts with: rules that are right in themselves and about the hops that it was compiled
// with.
#include "policy/hops.hpp"
#include "policy/rules.hpp"

#include <algorithm>

namespace salus::policy {

std::expected<Rules, std::vector<Mistake>> load(const std::filesystem::path& folder) {
  auto rules = read(folder);
  if (!rules) return rules;
  std::vector<Mistake> mistakes;
  const auto differs = [&](std::string_view hop, const char* how) {
    mistakes.push_back({"policy/dataflow.toml", 1, "hop '" + std::string(hop) + "' " + how});
  };
  for (const Hop hop : hop::all) {
    const HopEntry* entry = rules->map.hop(hop.name());
    if (entry == nullptr || entry->presence == Presence::absent) {
      differs(hop.name(), "is compiled into this program and not declared as built");
    } else if (entry->classes != hop.classes()) {
      differs(hop.name(), "was compiled with other classes: build the program again");
    }
  }
  for (const HopEntry& entry : rules->map.hops) {
    if (entry.presence == Presence::absent) continue;
    if (std::ranges::none_of(hop::all, [&](Hop hop) { return hop.name() == entry.id; })) {
      differs(entry.id, "is declared as built and unknown to this program: build it again");
    }
  }
  if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
  return rules;
}

}  // namespace salus::policy
