// SPDX-License-Identifier: Apache-2.0
// Turns the map into constants at build: hopgen <policy folder> <hops.hpp>. A mistake in any policy file ends
// it.
#include "policy/rules.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

namespace {

using salus::policy::HopEntry;
using salus::policy::Presence;

std::string header(const salus::policy::Map& map) {
  std::string table;
  std::string constants;
  std::string all;
  int index = 0;
  for (const HopEntry& hop : map.hops) {
    if (hop.presence == Presence::absent) continue;
    table += fmt::format(
        "  static constexpr policy::Hop {0}{{\"{0}\", {1}, policy::ClassSet::from_bits({2:#x})}};\n", hop.id,
        index++, hop.classes.bits());
    constants += fmt::format("inline constexpr policy::Hop {0} = Table::{0};  // {1} -> {2}, {3}\n", hop.id,
                             hop.from, hop.to, hop.carrier);
    all += fmt::format("    Table::{},\n", hop.id);
  }
  return fmt::format(R"(// SPDX-License-Identifier: Apache-2.0
// Generated from policy/dataflow.toml: the hops of the PHI data-flow map that are built. Don't edit.
#pragma once

#include "policy/hop.hpp"

namespace salus::hop {{

struct Table {{
{}}};

{}
/// In the order of their index.
inline constexpr policy::Hop all[] = {{
{}}};

}}  // namespace salus::hop
)",
                     table, constants, all);
}

std::string content(const char* path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: hopgen <policy folder> <hops.hpp>\n", stderr);
    return 2;
  }
  const auto rules = salus::policy::read(argv[1]);
  if (!rules) {
    std::fputs(salus::policy::describe(rules.error()).c_str(), stderr);
    return 1;
  }
  const std::string text = header(rules->map);
  if (content(argv[2]) == text) return 0;  // a rule changed, no hop did: nothing to compile again
  std::ofstream out(argv[2]);
  out << text;
  return out.flush() ? 0 : 2;
}
