// SPDX-License-Identifier: Apache-2.0
// The front door of demo: two clinics of invented people, the same for the same seed and day.
#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/zone.hpp"
#include "gate/relations.hpp"
#include "policy/vocabulary.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace salus::demo {

/// One FHIR resource, as src/portal/README.md maps it, without `id`.
struct Resource {
  policy::Kind kind;
  RecordId id;
  OwnerId owner;
  std::string json;
};

/// Somebody who can sign in.
struct Person {
  std::string name;
  std::string email;
  policy::Role role = policy::Role::patient;
  OwnerId owner;  ///< of their Patient or Practitioner; empty for staff who have neither
};

/// A slot, and the patient's time, that an appointment took.
struct Taken {
  RecordId slot;
  RecordId appointment;
  OwnerId patient;
  Time start;
  Time end;
};

struct Relation {
  RecordId record;
  gate::RelationFact fact;
};

struct Clinic {
  std::string name;
  std::string region;     ///< where it keeps its data: what dataflow.toml's region `tenant` stands for here
  std::string time_zone;  ///< IANA
  std::vector<Person> people;
  std::vector<Resource> resources;  ///< owners' own records come before what they own
  std::vector<Taken> taken;
  std::vector<Relation> relations;
};

enum class Size : std::uint8_t { full, small };

/// Pure: years of history up to `now`, schedules for the two weeks around it, today's visits within the next
/// hours; whoever signs in has one today, however late it is. A full clinic has two clinicians and at least
/// 25 patients, two of whom can sign in; a small one has a clinician and three patients. `zone` is the one
/// that time_zone names.
Clinic make_clinic(std::uint64_t seed, Size size, const Zone& zone, Time now);
/// IANA; both are whole hours from UTC.
std::string_view time_zone(Size size);

}  // namespace salus::demo
