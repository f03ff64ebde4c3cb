// SPDX-License-Identifier: Apache-2.0
// Reads the few parameters by which one may search across owners.
#include "files/parts.hpp"

#include <fmt/format.h>

namespace salus::policy::files {

void read_search(File& file, Rules& rules) {
  Section root(file.root(), file);
  for (Section& section : root.tables("tenant_wide")) {
    const auto kind = Kind::parse(section.text("kind"));
    if (!kind || (!rules.classes.empty() && !rules.classes.contains(*kind))) {
      section.mistake("kind", "not a kind of classes.toml");
    }
    const auto least = static_cast<int>(section.number("least_characters", 1, 10));
    auto compared = TenantWideParameter::Compared::anyhow;
    if (section.has("comparison")) {
      compared = TenantWideParameter::Compared::equal;
      if (section.text("comparison") != "equal")
        section.mistake("comparison", "the one that can be asked for is 'equal'");
    }
    const auto most =
        section.has("most_values") ? static_cast<int>(section.number("most_values", 1, 50)) : 50;
    const std::string citation = section.text("citation");
    for (const std::string& parameter : section.texts("parameters")) {
      if (!kind) break;
      if (rules.reaches_tenant(*kind, parameter) != nullptr) {
        section.mistake("parameters", fmt::format("'{}' stands here twice for {}", parameter, kind->view()));
      }
      rules.tenant_wide.push_back({*kind, parameter, least, citation, compared, most});
    }
    section.finish();
  }
  root.finish();
}

}  // namespace salus::policy::files
