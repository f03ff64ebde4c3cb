// SPDX-License-Identifier: Apache-2.0
// Vital signs and laboratory values with the reference ranges that adults' reports print.
#include "tables.hpp"

#include <cstdlib>

namespace salus::demo {
namespace {

constexpr std::string_view loinc = "http://loinc.org";

constexpr Measure hba1c{
    {loinc, "4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood"}, "%", "%", 4.0, 5.6, 5.3, 8.4, 6.8, 0.2, 1};
constexpr Measure ldl{
    {loinc, "13457-7", "Cholesterol in LDL [Mass/volume] in Serum or Plasma by calculation"},
    "mg/dL",
    "mg/dL",
    0,
    130,
    104,
    168,
    92,
    8,
    0};
constexpr Measure tsh{{loinc, "3016-3", "Thyrotropin [Units/volume] in Serum or Plasma"},
                      "mIU/L",
                      "m[IU]/L",
                      0.4,
                      4.0,
                      1.9,
                      9.6,
                      2.4,
                      0.4,
                      1};
constexpr Measure egfr{{loinc, "33914-3", "Glomerular filtration rate/1.73 sq M.predicted"},
                       "mL/min/1.73m2",
                       "mL/min/{1.73_m2}",
                       60,
                       120,
                       92,
                       52,
                       55,
                       2,
                       0};
constexpr Measure ferritin{{loinc, "2276-4", "Ferritin [Mass/volume] in Serum or Plasma"},
                           "ng/mL",
                           "ng/mL",
                           15,
                           150,
                           70,
                           8,
                           46,
                           4,
                           0};
constexpr Measure vitamin_d{{loinc, "1989-3", "25-hydroxyvitamin D3 [Mass/volume] in Serum or Plasma"},
                            "ng/mL",
                            "ng/mL",
                            30,
                            100,
                            38,
                            16,
                            36,
                            3,
                            0};
constexpr Measure blood_pressure_systolic{
    {loinc, "8480-6", "Systolic blood pressure"}, "mmHg", "mm[Hg]", 90, 130, 118, 154, 128, 6, 0};
constexpr Measure blood_pressure_diastolic{
    {loinc, "8462-4", "Diastolic blood pressure"}, "mmHg", "mm[Hg]", 60, 85, 75, 96, 80, 4, 0};
constexpr Measure pulse{{loinc, "8867-4", "Heart rate"}, "/min", "/min", 60, 100, 72, 78, 70, 6, 0};

}  // namespace

const Measure& measure(Lab lab) {
  switch (lab) {
    case Lab::none:
      break;
    case Lab::hba1c:
      return hba1c;
    case Lab::ldl:
      return ldl;
    case Lab::tsh:
      return tsh;
    case Lab::egfr:
      return egfr;
    case Lab::ferritin:
      return ferritin;
    case Lab::vitamin_d:
      return vitamin_d;
  }
  std::abort();
}

const Measure& systolic() {
  return blood_pressure_systolic;
}
const Measure& diastolic() {
  return blood_pressure_diastolic;
}
const Measure& heart_rate() {
  return pulse;
}

}  // namespace salus::demo
