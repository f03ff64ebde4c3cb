// SPDX-License-Identifier: Apache-2.0
// What years of care left in a patient's chart.
#pragma once

#include "visits.hpp"

namespace salus::demo {

/// Conditions, prescriptions, allergies and consent, then visit after visit until two weeks ago:
/// measurements, notes, documents. Sets the patient's `conditions`.
void add_history(World& world, Patient& patient);
/// A conversation with a clinician, the last question of it answered.
void add_messages(World& world, const Patient& patient, std::size_t clinician, int exchanges);

/// What a visit at `start` is about, with vital signs that fit: a chronic problem of the patient, or now and
/// then something acute.
Visit invent_visit(World& world, const Patient& patient, Time start, std::size_t clinician);
/// Appointment, encounter and signed note of a visit that is over; what was acute joins the chart.
void add_past_visit(World& world, const Patient& patient, Visit visit, std::optional<RecordId> slot);

}  // namespace salus::demo
