// SPDX-License-Identifier: Apache-2.0
// The single entries of a chart, one function a resource.
#pragma once

#include "world.hpp"

#include <optional>

namespace salus::demo {

enum class Course : std::uint8_t { ongoing, completed };
enum class Direction : std::uint8_t { from_patient, to_patient };

/// Resolved when it has an end.
RecordId add_condition(World& world, const Patient& patient, const Problem& problem, Time onset,
                       Time recorded, std::optional<Time> resolved);
void add_prescription(World& world, const Patient& patient, const Problem& problem, Time authored,
                      Course course);
void add_allergy(World& world, const Patient& patient, const Allergy& allergy, Time recorded);
void add_vital(World& world, const Patient& patient, const Measure& measure, Time when, double value);
void add_weight(World& world, const Patient& patient, Time when, double kilograms);
void add_lab(World& world, const Patient& patient, const Measure& measure, Time when, double value);
void add_document(World& world, const Patient& patient, const Paper& paper, Time when, std::size_t author);
void add_consent(World& world, const Patient& patient, Time when);
RecordId add_message(World& world, const Patient& patient, std::size_t clinician, Direction direction,
                     Time sent, std::string_view text, std::optional<RecordId> answers);

}  // namespace salus::demo
