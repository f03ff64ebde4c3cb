// SPDX-License-Identifier: Apache-2.0
// What the invented people suffer from, what is measured and what is said: the medicine of the demo as data.
#pragma once

#include "elements.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace salus::demo {

/// One quantity that is measured again and again.
struct Measure {
  Coding code;  ///< LOINC
  std::string_view unit;
  std::string_view ucum;
  double low, high;  ///< reference range
  double usual;      ///< of people without the problem
  double before;     ///< with the problem, before treatment
  double after;      ///< with the problem, under treatment
  double spread;
  int decimals;
};

enum class Lab : std::uint8_t { none, hba1c, ldl, tsh, egfr, ferritin, vitamin_d };
const Measure& measure(Lab lab);  ///< not of Lab::none

const Measure& systolic();
const Measure& diastolic();
const Measure& heart_rate();

struct Medication {
  std::string_view text;
  std::string_view dosage;
};

struct Problem {
  Coding code;  ///< ICD-10-CM
  std::string_view text;
  int least_age;
  Medication medication;  ///< empty text: none
  Lab lab;
  std::string_view reason;      ///< why one comes, in the patient's words
  std::string_view subjective;  ///< of a note
  std::string_view plan;
};
std::span<const Problem> chronic();
std::span<const Problem> acute();
/// The chronic problem with that ICD-10-CM code; it exists.
const Problem& problem(std::string_view code);

struct Allergy {
  Coding code;  ///< SNOMED CT
  std::string_view text;
  std::string_view criticality;
  std::string_view category;
  std::string_view manifestation;
};
std::span<const Allergy> allergies();

/// A question from a patient, and the answer.
struct Exchange {
  std::string_view question;
  std::string_view answer;
};
std::span<const Exchange> exchanges();

struct Paper {
  Coding type;  ///< LOINC
  std::string_view description;
  std::string_view text;
};
std::span<const Paper> papers();

}  // namespace salus::demo
