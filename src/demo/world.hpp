// SPDX-License-Identifier: Apache-2.0
// A clinic in the making: chance, the present moment, its people, and what was written so far.
#pragma once

#include "base/zone.hpp"
#include "demo.hpp"
#include "elements.hpp"
#include "names.hpp"
#include "prng.hpp"
#include "tables.hpp"

#include <map>
#include <string>
#include <vector>

namespace salus::demo {

enum class Country : std::uint8_t { united_states, spain };

struct Clinician {
  RecordId id;
  OwnerId owner;
  std::string name;
  std::string specialty;
  RecordId schedule;
  std::map<Time, RecordId> slots;  ///< by start; none overlap
};

struct Patient {
  RecordId id;
  OwnerId owner;
  Name name;
  int age = 0;
  Time since;                            ///< of the first visit
  std::vector<const Problem*> problems;  ///< chronic ones, the most important first
  std::vector<RecordId> conditions;      ///< of `problems`
  std::size_t doctor = 0;                ///< index of the clinician whom they usually see
  bool signs_in = false;
  double weight = 0;  ///< kg
};

struct World {
  World(std::uint64_t seed, Country country, Zone zone, Time now)
      : random(seed), country(country), zone(std::move(zone)), now(now) {}

  RecordId new_id() { return RecordId(random.id()); }
  /// Ends the resource's object and keeps it.
  void add(std::string_view kind, RecordId id, OwnerId owner, JsonWriter json);

  Prng random;
  Country country;
  Zone zone;
  Time now;
  Clinic clinic;
  std::vector<Clinician> clinicians;
  std::vector<Patient> patients;
};

}  // namespace salus::demo
