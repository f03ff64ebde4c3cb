// SPDX-License-Identifier: Apache-2.0
// Problems of a general practice, with what is usually prescribed and said.
#include "tables.hpp"

#include <algorithm>
#include <array>

namespace salus::demo {
namespace {

constexpr std::string_view icd10 = "http://hl7.org/fhir/sid/icd-10-cm";

constexpr std::array<Problem, 16> chronic_problems{{
    {{icd10, "I10", "Essential (primary) hypertension"},
     "High blood pressure",
     35,
     {"Lisinopril 10 mg oral tablet", "1 tablet by mouth once a day, in the morning"},
     Lab::none,
     "Blood pressure check",
     "Measures at home twice a day. No headache, chest pain or swelling. Takes the tablets as prescribed.",
     "Blood pressure near the goal of < 130/80 mmHg. Continue lisinopril, less salt, walk 30 minutes a day. "
     "Basic metabolic panel before the next visit."},
    {{icd10, "E11.9", "Type 2 diabetes mellitus without complications"},
     "Type 2 diabetes",
     38,
     {"Metformin 500 mg oral tablet", "1 tablet by mouth twice a day, with meals"},
     Lab::hba1c,
     "Diabetes follow-up",
     "Fasting glucose at home 105-140 mg/dL. No hypoglycemia, no numbness of the feet. Diet improved since "
     "the last visit.",
     "HbA1c falling towards the goal of < 7 %. Continue metformin. Yearly eye examination and urine albumin "
     "are due; "
     "feet inspected on video, no lesions."},
    {{icd10, "E78.5", "Hyperlipidemia, unspecified"},
     "High cholesterol",
     35,
     {"Atorvastatin 20 mg oral tablet", "1 tablet by mouth once a day, in the evening"},
     Lab::ldl,
     "Cholesterol results",
     "Tolerates atorvastatin well, no muscle pain. Eats fish twice a week.",
     "LDL responds. Continue atorvastatin 20 mg, repeat lipids in six months."},
    {{icd10, "J45.909", "Unspecified asthma, uncomplicated"},
     "Asthma",
     18,
     {"Albuterol 90 mcg/actuation inhaler", "2 puffs inhaled every 4 to 6 hours as needed for wheezing"},
     Lab::none,
     "Asthma follow-up",
     "Uses the rescue inhaler about once a week, mostly after running in the cold. Sleeps through the night.",
     "Asthma well controlled. Inhaler technique reviewed on video. Written action plan sent; return if the "
     "inhaler is "
     "needed more than twice a week."},
    {{icd10, "E03.9", "Hypothyroidism, unspecified"},
     "Underactive thyroid",
     25,
     {"Levothyroxine 75 mcg oral tablet", "1 tablet by mouth once a day, 30 minutes before breakfast"},
     Lab::tsh,
     "Thyroid check",
     "Energy is better, no palpitations, weight steady. Takes the tablet before coffee.",
     "TSH within range on the present dose. Continue, repeat TSH in twelve months."},
    {{icd10, "K21.9", "Gastro-esophageal reflux disease without esophagitis"},
     "Acid reflux",
     25,
     {"Omeprazole 20 mg delayed-release oral capsule",
      "1 capsule by mouth once a day before breakfast, for 8 weeks"},
     Lab::none,
     "Heartburn",
     "Burning behind the breastbone after late meals, two evenings a week. No trouble swallowing, no weight "
     "loss.",
     "Typical reflux without alarm symptoms. Eat earlier, raise the head of the bed, taper omeprazole after "
     "eight weeks."},
    {{icd10, "G43.909", "Migraine, unspecified, not intractable, without status migrainosus"},
     "Migraine",
     18,
     {"Sumatriptan 50 mg oral tablet",
      "1 tablet by mouth at onset of migraine; may repeat once after 2 hours"},
     Lab::none,
     "Migraines again",
     "Three attacks a month, with light sensitivity and nausea, relieved by sumatriptan within two hours. No "
     "new neurological signs.",
     "Migraine without aura, stable. Headache diary; discuss prevention if there are more than four attacks "
     "a month."},
    {{icd10, "F41.1", "Generalized anxiety disorder"},
     "Anxiety",
     18,
     {"Sertraline 50 mg oral tablet", "1 tablet by mouth once a day, in the morning"},
     Lab::none,
     "Anxiety follow-up",
     "Worries less and sleeps six to seven hours. Does the breathing exercises. No thoughts of self-harm.",
     "GAD-7 score 7, down from 14. Continue sertraline 50 mg and the therapy sessions."},
    {{icd10, "M17.9", "Osteoarthritis of knee, unspecified"},
     "Worn knee joint",
     50,
     {"Acetaminophen 500 mg oral tablet",
      "1 to 2 tablets by mouth every 6 hours as needed for pain, at most 6 a day"},
     Lab::none,
     "Knee pain",
     "Stiff in the morning for ten minutes, pain on stairs. No swelling, no locking.",
     "Osteoarthritis of the knee. Physical therapy to strengthen the thigh, acetaminophen as needed, avoid "
     "daily NSAIDs."},
    {{icd10, "J30.9", "Allergic rhinitis, unspecified"},
     "Hay fever",
     18,
     {"Fluticasone 50 mcg/actuation nasal spray", "1 spray in each nostril once a day during the season"},
     Lab::none,
     "Hay fever",
     "Sneezing and itching eyes since the trees bloom. Sleeps with the window open.",
     "Seasonal allergic rhinitis. Start the nasal spray two weeks before the season, keep windows shut in "
     "the morning."},
    {{icd10, "D50.9", "Iron deficiency anemia, unspecified"},
     "Low iron",
     18,
     {"Ferrous sulfate 325 mg oral tablet", "1 tablet by mouth every other day, with orange juice"},
     Lab::ferritin,
     "Tired, iron results",
     "Less tired than in spring. Stools dark since the iron, no blood seen.",
     "Ferritin rising. Continue iron every other day for three more months; cause evaluated, no bleeding "
     "found."},
    {{icd10, "N18.31", "Chronic kidney disease, stage 3a"},
     "Reduced kidney function",
     60,
     {},
     Lab::egfr,
     "Kidney results",
     "Drinks about two liters a day, no swelling. Avoids ibuprofen.",
     "eGFR stable within 5 mL/min for a year. Keep blood pressure < 130/80 mmHg, avoid NSAIDs, labs every "
     "six months."},
    {{icd10, "E55.9", "Vitamin D deficiency, unspecified"},
     "Low vitamin D",
     18,
     {"Cholecalciferol 1000 unit oral capsule", "1 capsule by mouth once a day"},
     Lab::vitamin_d,
     "Vitamin D results",
     "Works indoors, little sun. No bone pain.",
     "Vitamin D repleted. Continue 1000 units a day through the winter."},
    {{icd10, "M54.50", "Low back pain, unspecified"},
     "Low back pain",
     25,
     {"Naproxen 250 mg oral tablet", "1 tablet by mouth twice a day with food, for at most 10 days"},
     Lab::none,
     "Back pain",
     "Dull pain across the lower back after long sitting. No leg weakness, no numbness, bladder normal.",
     "Mechanical low back pain without red flags. Stay active, exercises sent, naproxen for a few days "
     "only."},
    {{icd10, "G47.00", "Insomnia, unspecified"},
     "Trouble sleeping",
     30,
     {},
     Lab::none,
     "Can't sleep",
     "Lies awake for an hour, wakes at four. Coffee in the afternoon, phone in bed.",
     "Chronic insomnia. Sleep diary, fixed time to rise, no caffeine after noon; digital CBT-I recommended "
     "before any tablet."},
    {{icd10, "L20.9", "Atopic dermatitis, unspecified"},
     "Eczema",
     18,
     {"Triamcinolone 0.1 % topical cream",
      "Thin layer on the affected skin twice a day, for at most 14 days"},
     Lab::none,
     "Eczema flare",
     "Itching in both elbow folds since the heating is on. No oozing.",
     "Mild flare of atopic dermatitis. Triamcinolone for up to two weeks, emollient at least twice a day."},
}};

constexpr std::array<Problem, 6> acute_problems{{
    {{icd10, "J06.9", "Acute upper respiratory infection, unspecified"},
     "Common cold",
     0,
     {},
     Lab::none,
     "Cold and sore throat",
     "Runny nose, sore throat and cough for three days, temperature up to 100.2 F. Breathes without effort.",
     "Viral infection of the upper airways. Rest, fluids, acetaminophen if needed; no antibiotic. Return if "
     "fever lasts > 3 days."},
    {{icd10, "J20.9", "Acute bronchitis, unspecified"},
     "Bronchitis",
     0,
     {},
     Lab::none,
     "Cough that won't go away",
     "Cough with little clear phlegm for ten days, no fever, speaks in full sentences.",
     "Acute bronchitis, most likely viral. Honey, fluids; cough may last three weeks. Chest X-ray if "
     "breathless."},
    {{icd10, "N39.0", "Urinary tract infection, site not specified"},
     "Bladder infection",
     0,
     {"Nitrofurantoin 100 mg oral capsule", "1 capsule by mouth twice a day, for 5 days"},
     Lab::none,
     "Burning when urinating",
     "Burning and urgency since yesterday. No fever, no flank pain.",
     "Uncomplicated cystitis. Nitrofurantoin for five days; return at once with fever or back pain."},
    {{icd10, "J01.90", "Acute sinusitis, unspecified"},
     "Sinus infection",
     0,
     {},
     Lab::none,
     "Pressure in the face",
     "Pressure over both cheeks and blocked nose for six days, getting better since yesterday.",
     "Acute sinusitis, improving. Saline rinses, nasal steroid; antibiotic only if worse after day ten."},
    {{icd10, "S93.409A", "Sprain of unspecified ligament of unspecified ankle, initial encounter"},
     "Sprained ankle",
     0,
     {},
     Lab::none,
     "Twisted my ankle",
     "Turned the ankle on a stair yesterday. Swollen on the outside, can walk four steps, no pain on the "
     "bone.",
     "Lateral ankle sprain, Ottawa rules negative. Rest, ice, compression; start moving it after two days."},
    {{icd10, "H10.9", "Unspecified conjunctivitis"},
     "Pink eye",
     0,
     {},
     Lab::none,
     "Red eye",
     "Red right eye with watery discharge since Monday. Sees clearly, no pain in the light, no contact "
     "lenses.",
     "Viral conjunctivitis. Cool compresses, wash hands; see an eye doctor the same day if vision changes."},
}};

}  // namespace

std::span<const Problem> chronic() {
  return chronic_problems;
}
std::span<const Problem> acute() {
  return acute_problems;
}
const Problem& problem(std::string_view code) {
  return *std::ranges::find(chronic_problems, code, [](const Problem& each) { return each.code.code; });
}

}  // namespace salus::demo
