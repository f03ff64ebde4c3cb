// SPDX-License-Identifier: Apache-2.0
// Reads the map: every system, every hop with its labels, and what makes a hop unlawful or meaningless.
#include "files/parts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace salus::policy::files {
namespace {

/// Ids become C++ names and JSON keys.
bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 40 && text[0] >= 'a' && text[0] <= 'z' &&
         std::ranges::all_of(
             text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// What may stand behind "encryption = ": the ways of which the program knows how it enforces them.
constexpr std::string_view ways[] = {"TLS 1.3", "DTLS-SRTP",  "SQLCipher", "AES-256-GCM",
                                     "AES-256", "in-process", "loopback",  "not encrypted: public"};

System read_system(Section section, const Map& map) {
  System out;
  out.id = section.text("id");
  if (!is_id(out.id)) section.mistake("id", fmt::format("'{}' is not an id", out.id));
  if (map.system(out.id) != nullptr)
    section.mistake("id", fmt::format("system '{}' is declared twice", out.id));
  out.label = section.text("label");
  out.presence = section.word<Presence>("presence");
  out.note = section.text("note");
  section.finish();
  return out;
}

const System* end_of(Section& section, std::string_view key, const std::string& id, const Map& map) {
  const System* system = map.system(id);
  if (system == nullptr && !id.empty()) section.mistake(key, fmt::format("'{}' is no declared system", id));
  return system;
}

void check(Section& section, const HopEntry& hop, const Map& map) {
  for (const char* key : {"from", "to"}) {
    const System* system = end_of(section, key, key[0] == 'f' ? hop.from : hop.to, map);
    if (system != nullptr && system->presence == Presence::absent && hop.presence == Presence::built) {
      section.mistake(key, fmt::format("built hop '{}' touches '{}', which is absent", hop.id, system->id));
    }
  }
  if (hop.from == hop.to) section.mistake("to", fmt::format("hop '{}' leads nowhere", hop.id));
  const bool open = hop.encryption.starts_with("not encrypted");
  if (std::ranges::none_of(ways, [&](auto way) { return hop.encryption.starts_with(way); })) {
    section.mistake("encryption",
                    "must begin with TLS 1.3, DTLS-SRTP, SQLCipher, AES-256, in-process, loopback or "
                    "'not encrypted: public'");
  }
  if (hop.basis == Basis::public_only && !hop.classes.empty()) {
    section.mistake("classes", fmt::format("hop '{}' is public-only, so it carries no class", hop.id));
  }
  if (hop.basis != Basis::public_only && hop.classes.empty()) {
    section.mistake("classes",
                    fmt::format("hop '{}' has a basis and carries nothing: is it public-only?", hop.id));
  }
  if (open && hop.basis != Basis::public_only) {
    section.mistake("encryption", fmt::format("hop '{}' carries PHI, so it must be encrypted", hop.id));
  }
  if (hop.presence == Presence::built && hop.basis == Basis::baa && !hop.baa.starts_with("signed ")) {
    section.mistake("baa", fmt::format("hop '{}' is built on an agreement that isn't signed", hop.id));
  }
}

HopEntry read_hop(Section section, const Map& map, const std::vector<std::string>& regions) {
  HopEntry out;
  out.id = section.text("id");
  if (!is_id(out.id)) section.mistake("id", fmt::format("'{}' is not an id", out.id));
  if (map.hop(out.id) != nullptr) section.mistake("id", fmt::format("hop '{}' is declared twice", out.id));
  out.from = section.text("from");
  out.to = section.text("to");
  out.carrier = section.text("carrier");
  out.encryption = section.text("encryption");
  out.retention = section.text("retention");
  out.basis = section.word<Basis>("basis");
  out.baa = section.text("baa");
  out.classes = section.words<Class>("classes");
  out.regions = section.texts("regions");
  for (const std::string& region : out.regions) {
    if (std::ranges::find(regions, region) == regions.end()) {
      section.mistake("regions", fmt::format("'{}' is no declared region", region));
    }
  }
  if (out.regions.empty()) section.mistake("regions", "a hop lies in at least one region");
  out.presence = section.word<Presence>("presence");
  const std::string enforced = section.text("enforced");
  out.enforced_here = enforced == "program";
  if (!out.enforced_here && enforced != "declared-only") {
    section.mistake("enforced", fmt::format("'{}' is neither program nor declared-only", enforced));
  }
  out.enforcement = section.text("enforcement");
  out.citation = section.text("citation");
  check(section, out, map);
  section.finish();
  return out;
}

}  // namespace

void read_dataflow(File& file, Rules& rules) {
  Section root(file.root(), file);
  std::vector<std::string> regions;
  for (Section& section : root.tables("region")) {
    regions.push_back(section.text("id"));
    section.text("meaning");
    section.finish();
  }
  for (const Section& section : root.tables("system")) {
    rules.map.systems.push_back(read_system(section, rules.map));
  }
  for (const Section& section : root.tables("hop")) {
    rules.map.hops.push_back(read_hop(section, rules.map, regions));
  }
  if (rules.map.systems.empty() || rules.map.hops.empty()) root.mistake("a map has systems and hops");
  root.finish();
}

}  // namespace salus::policy::files
