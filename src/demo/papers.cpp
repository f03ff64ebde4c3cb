// SPDX-License-Identifier: Apache-2.0
// Allergies, messages and documents.
#include "tables.hpp"

#include <array>

namespace salus::demo {
namespace {

constexpr std::string_view snomed = "http://snomed.info/sct";
constexpr std::string_view loinc = "http://loinc.org";

constexpr std::array<Allergy, 7> known_allergies{{
    {{snomed, "91936005", "Allergy to penicillin"},
     "Penicillin",
     "high",
     "medication",
     "Hives and swelling of the lips"},
    {{snomed, "91935009", "Allergy to peanut"}, "Peanut", "high", "food", "Anaphylaxis"},
    {{snomed, "91934008", "Allergy to nut"}, "Tree nuts", "high", "food", "Vomiting and wheezing"},
    {{snomed, "91930004", "Allergy to egg"}, "Egg", "low", "food", "Itching of the mouth"},
    {{snomed, "300916003", "Latex allergy"}, "Latex", "low", "environment", "Contact rash"},
    {{snomed, "293586001", "Allergy to aspirin"}, "Aspirin", "high", "medication", "Wheezing"},
    {{snomed, "91931000", "Allergy to erythromycin"}, "Erythromycin", "low", "medication", "Rash"},
}};

constexpr std::array<Exchange, 8> known_exchanges{{
    {"I forgot my tablet yesterday evening. Should I take two today?",
     "No, please don't double it. Take today's tablet at the usual time and carry on; one missed dose does "
     "no harm."},
    {"My readings at home are a little higher this week, about 145 over 90. Is that a worry?",
     "Not by itself. Measure twice each morning for seven days, sitting and rested, and send me the numbers. "
     "If it is over 180 or you have chest pain, call emergency services."},
    {"Are my lab results back yet?",
     "They came this morning and look good. You find them under your measurements; we go through them at the "
     "next visit."},
    {"The pharmacy says that my prescription has no refills left.",
     "I have renewed it for 90 days. It should be ready this afternoon."},
    {"Can I take ibuprofen for my back together with my other medicines?",
     "Better not, it can raise your blood pressure. Acetaminophen is the safer choice; at most 3 grams a "
     "day."},
    {"I feel much better since the last visit. Do I still need the follow-up?",
     "I am glad. Please keep it, it will be short: we check that the improvement lasts."},
    {"Do I have to fast before the blood test on Thursday?",
     "Yes, ten hours, water is fine. Take your morning medicine after the test."},
    {"The new nasal spray makes my nose bleed a little.",
     "Aim it away from the middle wall of the nose and pause for two days. If it still bleeds, write to me "
     "again."},
}};

constexpr std::array<Paper, 5> known_papers{{
    {{loinc, "11502-2", "Laboratory report"},
     "Laboratory report: complete blood count",
     "COMPLETE BLOOD COUNT\n\nHemoglobin      13.9 g/dL     (12.0-16.0)\nHematocrit      41 %          "
     "(36-46)\n"
     "White cells     6.4 x10^3/uL  (4.0-11.0)\nPlatelets       242 x10^3/uL  (150-400)\n\nNo abnormal "
     "values.\n"},
    {{loinc, "57133-1", "Referral note"},
     "Referral to physical therapy",
     "Dear colleague,\n\nplease evaluate and treat for eight sessions: strength and mobility, home exercise "
     "program.\n"
     "No restrictions known.\n\nThank you.\n"},
    {{loinc, "11369-6", "History of immunization"},
     "Vaccination record",
     "VACCINATION RECORD\n\nInfluenza, inactivated     each October\nTdap                       within ten "
     "years\n"
     "COVID-19, mRNA             primary series and booster\nHepatitis B                three doses\n"},
    {{loinc, "18748-4", "Diagnostic imaging study"},
     "Chest X-ray report",
     "CHEST, TWO VIEWS\n\nFindings: heart of normal size, lungs clear, no effusion.\nImpression: normal "
     "study.\n"},
    {{loinc, "34133-9", "Summary of episode note"},
     "Summary after the visit",
     "WHAT WE AGREED\n\n1. Keep taking your medicines as they are.\n2. Measure at home and write the numbers "
     "down.\n"
     "3. Blood test before the next visit.\n\nCall us if anything gets worse.\n"},
}};

}  // namespace

std::span<const Allergy> allergies() {
  return known_allergies;
}
std::span<const Exchange> exchanges() {
  return known_exchanges;
}
std::span<const Paper> papers() {
  return known_papers;
}

}  // namespace salus::demo
