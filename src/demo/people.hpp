// SPDX-License-Identifier: Apache-2.0
// Clinicians, patients and everybody else who works in a clinic.
#pragma once

#include "world.hpp"

namespace salus::demo {

struct ClinicianWords {
  std::string_view prefix, given, family;
  Sex sex;
  std::string_view specialty;
  std::string_view email;
};
/// Adds the Practitioner, and the person who signs in.
void add_clinician(World& world, const ClinicianWords& words);

/// Adds the Patient; chooses problems by age unless `problems` names them.
void add_patient(World& world, Name name, int age, std::vector<const Problem*> problems);
/// Makes a patient one who signs in.
void let_in(World& world, Patient& patient, std::string_view email);

void add_staff(World& world, std::string_view name, std::string_view email, policy::Role role);

}  // namespace salus::demo
