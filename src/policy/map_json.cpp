// SPDX-License-Identifier: Apache-2.0
// Writes the map as JSON for the page that draws it.
#include "policy/map.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace salus::policy {
namespace {

/// RFC 8259 section 7; the files are UTF-8 already.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

template <class Range>
std::string list(const Range& words) {
  std::vector<std::string> out;
  for (const auto& word : words) out.push_back(quoted(word));
  return fmt::format("[{}]", fmt::join(out, ","));
}

std::string object(const System& system) {
  return fmt::format(R"({{"id":{},"label":{},"presence":{},"note":{}}})", quoted(system.id),
                     quoted(system.label), quoted(name(system.presence)), quoted(system.note));
}

std::string object(const HopEntry& hop) {
  return fmt::format(
      R"({{"id":{},"from":{},"to":{},"carrier":{},"encryption":{},"retention":{},"basis":{},"baa":{},)"
      R"("classes":{},"regions":{},"presence":{},"enforced":{},"enforcement":{},"citation":{}}})",
      quoted(hop.id), quoted(hop.from), quoted(hop.to), quoted(hop.carrier), quoted(hop.encryption),
      quoted(hop.retention), quoted(name(hop.basis)), quoted(hop.baa), list(names(hop.classes)),
      list(hop.regions), quoted(name(hop.presence)), quoted(hop.enforced_here ? "program" : "declared-only"),
      quoted(hop.enforcement), quoted(hop.citation));
}

template <class T>
std::string objects(const std::vector<T>& items) {
  std::vector<std::string> out;
  for (const T& item : items) out.push_back(object(item));
  return fmt::format("[{}]", fmt::join(out, ","));
}

}  // namespace

std::string map_json(const Map& map) {
  return fmt::format(R"({{"systems":{},"hops":{}}})", objects(map.systems), objects(map.hops));
}

}  // namespace salus::policy
