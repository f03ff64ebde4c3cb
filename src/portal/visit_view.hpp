// SPDX-License-Identifier: Apache-2.0
// A visit and what is prescribed in it, as their pages show them: pure functions.
#pragma once

#include "answer.hpp"
#include "handle.hpp"
#include "visit_facts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace salus::portal {

/// What stands beside the appointment. Times are RFC 3339, empty when there is none.
struct VisitParts {
  std::string started_at;
  std::string ended_at;
  std::string note;                  ///< Draft of the schema as JSON; empty for the patient
  std::optional<std::size_t> place;  ///< in the queue, from 1
};

/// VisitState of the schema, of an Appointment's status.
std::string_view visit_state(std::string_view status);

/// Visit of the schema.
std::string visit_json(const VisitFacts& visit, const VisitParts& parts, const Handles& handles);

/// `start|end` of an Encounter's period, RFC 3339; empty without an Encounter.
Result<std::string> period_text(const Documents& encounters);

/// A new Encounter, in progress since `now`.
std::string encounter_json(const VisitFacts& visit, Time now);

/// A new MedicationRequest from the body `{medication, dose, frequency, duration_days, note?}`.
Result<std::string> prescription_json(ByteView body, const VisitFacts& visit, Time now);
/// Medication of the schema, from a MedicationRequest.
Result<std::string> medication_json(const Documents& requests);

}  // namespace salus::portal
