// SPDX-License-Identifier: Apache-2.0
// Measurements by their code: the newest value, and the series behind it.
#include "chart_view.hpp"
#include "names.hpp"
#include "rows.hpp"

#include <algorithm>
#include <map>

namespace salus::portal {
namespace {

constexpr std::size_t longest_series = 200;

std::string measured_at(const View& view) {
  std::string at = time_at(view, "effectiveDateTime");
  return at.empty() ? rfc3339(view.document().written) : at;
}

std::string code_of(const View& view) {
  std::string code = view.text("code.coding.0.code");
  return code.empty() ? view.text("code.text") : code;
}

std::string label_of(const View& view) {
  std::string label = view.text("code.text");
  return label.empty() ? concept_at(view, "code") : label;
}

void put_series(JsonWriter& json, const std::vector<const View*>& newest_first) {
  std::vector<std::pair<std::string, double>> points;
  for (const View* view : newest_first) {
    const auto value = number_at(*view, "valueQuantity.value");
    if (value && points.size() < longest_series) points.emplace_back(measured_at(*view), *value);
  }
  std::ranges::reverse(points);
  json.key("series").begin_array();
  for (const auto& [at, value] : points) {
    json.begin_object().field("at", at).key("value").number(value).end_object();
  }
  json.end_array();
}

void put_number(JsonWriter& json, std::string_view key, std::optional<double> value) {
  if (value) json.key(key).number(*value);
}

void put_measurement(JsonWriter& json, const std::vector<const View*>& newest_first) {
  const View& newest = *newest_first.front();
  std::string text = newest.text("valueString");
  if (text.empty()) text = concept_at(newest, "valueCodeableConcept");
  json.begin_object().field("code", code_of(newest)).field("label", label_of(newest));
  put_number(json, "value", number_at(newest, "valueQuantity.value"));
  json.optional_field("text", text).optional_field("unit", newest.text("valueQuantity.unit"));
  json.field("at", measured_at(newest));
  put_number(json, "low", number_at(newest, "referenceRange.0.low.value"));
  put_number(json, "high", number_at(newest, "referenceRange.0.high.value"));
  put_series(json, newest_first);
  json.end_object();
}

}  // namespace

Result<std::string> observations_json(const Documents& documents) {
  TRY(const auto views, newest_first(documents, {"effectiveDateTime", "issued"}));
  std::map<std::string, std::size_t> places;
  std::vector<std::vector<const View*>> groups;  // in the order of their newest
  for (const View& view : views) {
    const auto [place, is_new] = places.emplace(code_of(view), groups.size());
    if (is_new) groups.emplace_back();
    groups[place->second].push_back(&view);
  }
  JsonWriter json;
  json.begin_array();
  for (const auto& group : groups) put_measurement(json, group);
  json.end_array();
  return std::move(json).text();
}

}  // namespace salus::portal
