// SPDX-License-Identifier: Apache-2.0
// The PHI data-flow map as data: systems, hops, and what each hop promises.
#pragma once

#include "policy/hop.hpp"
#include "policy/vocabulary.hpp"

#include <optional>
#include <string>
#include <vector>

namespace salus::policy {

/// Why PHI may travel a hop. The word in the file has hyphens ("patient-directed").
enum class Basis : std::uint8_t {
  baa,               ///< business associate agreement, 45 CFR 164.504(e)
  dpa,               ///< data processing agreement, GDPR art. 28
  treatment,         ///< own treatment, payment and operations, 45 CFR 164.506(c)
  patient_directed,  ///< 45 CFR 164.524(c)(3)(ii)
  authorization,     ///< 45 CFR 164.508
  required_by_law,   ///< 45 CFR 164.512(a)
  conduit,           ///< carries, doesn't keep
  public_only,       ///< no PHI travels, and no class may
};
std::string_view name(Basis value);

/// Only a built hop becomes a constant in `policy/hops.hpp`; an absent one is declared so that nobody
/// wonders.
enum class Presence : std::uint8_t { built, absent };
std::string_view name(Presence value);

/// A box of the map.
struct System {
  std::string id;
  std::string label;
  Presence presence = Presence::built;
  std::string note;
};

/// An edge of the map.
struct HopEntry {
  std::string id;
  std::string from;
  std::string to;
  std::string carrier;     ///< protocol that carries it, e.g. "HTTPS, TLS 1.3"
  std::string encryption;  ///< in words, as the map shows it
  std::string retention;
  Basis basis = Basis::treatment;
  std::string baa;  ///< status in words: "not needed: same entity", "signed 2026-01-05", "none"
  ClassSet classes;
  std::vector<std::string> regions;
  Presence presence = Presence::built;
  std::string citation;
  bool enforced_here = true;  ///< false where the program can only declare, not refuse
  std::string enforcement;    ///< who refuses a flow that breaks these labels, in words
};

struct Map {
  std::vector<System> systems;
  std::vector<HopEntry> hops;

  const HopEntry* hop(std::string_view id) const;
  const System* system(std::string_view id) const;
};

/// What the map says of a hop; Code::forbidden unless it is declared as built. Whoever opens a file, a token
/// or a connection asks first, and so names the hop.
Result<const HopEntry*> declared(const Map& map, Hop hop);

/// {"systems": [...], "hops": [...]} with every label; public data, for /api/v1/map and `salus map`.
std::string map_json(const Map& map);

}  // namespace salus::policy
