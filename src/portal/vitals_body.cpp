// SPDX-License-Identifier: Apache-2.0
// From the page's numbers to Observations.
#include "base/json_fields.hpp"
#include "base/json_writer.hpp"
#include "vitals.hpp"

namespace salus::portal {
namespace {

Result<JsonFields> fields_of(ByteView body) {
  return JsonFields::parse(body, {"systolic", "diastolic", "pulse", "temperature", "weight", "oxygen"});
}

void put_code(JsonWriter& json, std::string_view system, std::string_view code, std::string_view display) {
  json.begin_object().key("coding").begin_array().begin_object().field("system", system).field("code", code);
  json.field("display", display).end_object().end_array().field("text", display).end_object();
}

}  // namespace

const std::vector<Measure>& measures() {
  static const std::vector<Measure> all{
      {"systolic", 40, 300, "8480-6", "Systolic blood pressure", "mmHg", "mm[Hg]"},
      {"diastolic", 20, 200, "8462-4", "Diastolic blood pressure", "mmHg", "mm[Hg]"},
      {"pulse", 20, 300, "8867-4", "Heart rate", "/min", "/min"},
      {"temperature", 30, 45, "8310-5", "Body temperature", "°C", "Cel"},
      {"weight", 0.2, 500, "29463-7", "Body weight", "kg", "kg"},
      {"oxygen", 40, 100, "59408-5", "Oxygen saturation", "%", "%"},
  };
  return all;
}

Result<double> value_in(ByteView body, const Measure& measure) {
  TRY(const auto fields, fields_of(body));
  TRY(const auto value, fields.optional_number(measure.member, measure.least, measure.most));
  if (!value) return fail(Code::invalid, "portal: no such measurement");
  return *value;
}

Result<std::vector<Measure>> measured(const policy::Phi<Bytes>& body) {
  std::vector<Measure> found;
  const auto read = body.try_map([&found](const Bytes& bytes) -> Result<bool> {
    TRY(const auto fields, fields_of(bytes));
    for (const Measure& measure : measures()) {
      TRY(const auto value, fields.optional_number(measure.member, measure.least, measure.most));
      if (value) found.push_back(measure);
    }
    return true;
  });
  if (!read) return std::unexpected(read.error());
  if (found.empty()) return fail(Code::invalid, "portal: nothing was measured");
  return found;
}

std::string observation_json(const Measure& measure, double value, OwnerId patient, std::string_view at,
                             std::string_view performer) {
  JsonWriter json;
  json.begin_object().field("resourceType", "Observation").field("status", "final");
  json.key("category").begin_array();
  put_code(json, "http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs", "Vital Signs");
  json.end_array().key("code");
  put_code(json, "http://loinc.org", measure.code, measure.label);
  json.key("subject").begin_object().field("reference", "Patient/" + patient.text()).end_object();
  json.field("effectiveDateTime", at);
  json.key("performer").begin_array().begin_object().field("display", performer).end_object().end_array();
  json.key("valueQuantity").begin_object().key("value").number(value).field("unit", measure.unit);
  json.field("system", "http://unitsofmeasure.org").field("code", measure.ucum).end_object().end_object();
  return std::move(json).text();
}

}  // namespace salus::portal
