// SPDX-License-Identifier: Apache-2.0
// Appointments as the pages show them: pure functions over what was opened.
#pragma once

#include "answer.hpp"
#include "handle.hpp"

#include <string>

namespace salus::portal {

/// Who looks decides what a row holds: a patient sees no `patient`.
enum class Viewer : std::uint8_t { patient, staff };

/// Our schema's word for the status of an Appointment.
std::string_view state_of(std::string_view status);

/// A JSON array of Appointment, by start.
Result<std::string> appointments_json(const Documents& documents, const Handles& handles, Viewer viewer);
/// One Appointment.
Result<std::string> appointment_json(const records::Document& document, const Handles& handles,
                                     Viewer viewer);

/// A JSON array of Patient.
Result<std::string> patients_json(const Documents& documents, const Handles& handles);
/// A JSON array of Clinician.
Result<std::string> clinicians_json(const Documents& documents, const Handles& handles);
/// From a moment until, not including, another.
struct Span {
  Time from;
  Time until;
};
/// When the appointments that stand take place, as text that `spans` reads again.
Result<std::string> spans_text(const Documents& appointments);
Result<std::vector<Span>> spans(std::string_view text);

/// What isn't free: slots that somebody took, times at which the patient is elsewhere, and the past.
struct Taken {
  std::vector<RecordId> slots;
  std::vector<Span> patient;
  Time now;
};
/// A JSON array of Slot, by start, of those that are free.
Result<std::string> slots_json(const Documents& documents, const Handles& handles, const Taken& taken);
/// A JSON array of UnsignedNote.
Result<std::string> unsigned_json(const Documents& documents, const Handles& handles);
/// How many conversations end with the patient's word.
Result<std::string> unanswered_json(const Documents& documents);

}  // namespace salus::portal
