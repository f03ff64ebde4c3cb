// SPDX-License-Identifier: Apache-2.0
// Reads the whole folder of policy files, and says everything that is wrong with it.
#include "files/parts.hpp"

#include <fmt/format.h>

namespace salus::policy {

std::expected<Rules, std::vector<Mistake>> read(const std::filesystem::path& folder) {
  struct Part {
    const char* name;
    void (*read)(files::File&, Rules&);
  };
  static constexpr Part parts[] = {
      {"dataflow.toml", files::read_dataflow},   {"classes.toml", files::read_classes},
      {"roles.toml", files::read_roles},         {"search.toml", files::read_search},
      {"retention.toml", files::read_retention}, {"tls.toml", files::read_tls},
  };
  Rules rules;
  rules.folder = folder;
  std::vector<Mistake> mistakes;
  for (const Part& part : parts) {
    files::File file(folder / part.name, std::string("policy/") + part.name, mistakes);
    if (file.parsed()) part.read(file, rules);
  }
  if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
  return rules;
}

std::string describe(const std::vector<Mistake>& mistakes) {
  std::string out;
  for (const Mistake& mistake : mistakes) {
    out += fmt::format("{}:{}: {}\n", mistake.file, mistake.line, mistake.reason);
  }
  return out;
}

}  // namespace salus::policy
