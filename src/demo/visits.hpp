// SPDX-License-Identifier: Apache-2.0
// One visit's records: appointment, encounter, signed note.
#pragma once

#include "world.hpp"

#include <optional>

namespace salus::demo {

inline constexpr std::chrono::minutes slot_length{20};

struct Visit {
  Time start;
  std::size_t clinician = 0;
  const Problem* problem = nullptr;
  std::optional<RecordId> condition;  ///< of the problem in the patient's chart; absent before the visit
  int systolic = 0, diastolic = 0;
};

enum class State : std::uint8_t { booked, fulfilled };

/// The Appointment, and the slot that it takes if it has one. Gives its id.
RecordId add_appointment(World& world, const Patient& patient, const Visit& visit, State state,
                         std::optional<RecordId> slot);
/// The finished Encounter and the final Composition of a fulfilled appointment, under its id.
void add_outcome(World& world, const Patient& patient, const Visit& visit, RecordId appointment);

}  // namespace salus::demo
