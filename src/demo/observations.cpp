// SPDX-License-Identifier: Apache-2.0
// Writes Observation: vital signs and laboratory values.
#include "entries.hpp"

#include <fmt/format.h>

namespace salus::demo {
namespace {

constexpr std::string_view ucum = "http://unitsofmeasure.org";

void quantity(JsonWriter& json, std::string_view name, double value, const Measure& measure) {
  json.key(name).begin_object().key("value").raw(fmt::format("{:.{}f}", value, measure.decimals));
  json.field("unit", measure.unit).field("system", ucum).field("code", measure.ucum).end_object();
}

JsonWriter observation(const Patient& patient, const Measure& measure, std::string_view category, Time when) {
  JsonWriter json = resource("Observation");
  json.field("status", "final").key("category").begin_array();
  codeable(json, {"http://terminology.hl7.org/CodeSystem/observation-category", category});
  json.end_array().key("code");
  codeable(json, measure.code, measure.code.display);
  json.key("subject");
  reference(json, "Patient", patient.id, patient.name.text());
  json.field("effectiveDateTime", rfc3339(when));
  return json;
}

}  // namespace

void add_vital(World& world, const Patient& patient, const Measure& measure, Time when, double value) {
  JsonWriter json = observation(patient, measure, "vital-signs", when);
  quantity(json, "valueQuantity", value, measure);
  world.add("Observation", world.new_id(), patient.owner, std::move(json));
}

void add_weight(World& world, const Patient& patient, Time when, double kilograms) {
  static constexpr Measure weight{
      {"http://loinc.org", "29463-7", "Body weight"}, "kg", "kg", 0, 0, 0, 0, 0, 0, 1};
  add_vital(world, patient, weight, when, kilograms);
}

void add_lab(World& world, const Patient& patient, const Measure& measure, Time when, double value) {
  JsonWriter json = observation(patient, measure, "laboratory", when);
  quantity(json, "valueQuantity", value, measure);
  const bool high = value > measure.high;
  const bool normal = !high && value >= measure.low;
  json.key("interpretation").begin_array();
  codeable(json, {"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
                  normal ? "N" : (high ? "H" : "L"), normal ? "Normal" : (high ? "High" : "Low")});
  json.end_array().key("referenceRange").begin_array().begin_object();
  quantity(json, "low", measure.low, measure);
  quantity(json, "high", measure.high, measure);
  json.end_object().end_array();
  world.add("Observation", world.new_id(), patient.owner, std::move(json));
}

}  // namespace salus::demo
