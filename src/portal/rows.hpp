// SPDX-License-Identifier: Apache-2.0
// What the views of lists share: order, times and the mark that something was kept back.
#pragma once

#include "answer.hpp"
#include "base/json_writer.hpp"
#include "base/zone.hpp"
#include "view.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace salus::portal {

/// Views without those that were entered in error, the newest first by the first of these members that one
/// has.
Result<std::vector<View>> newest_first(const Documents& documents,
                                       std::initializer_list<std::string_view> times);

/// A FHIR date or time at a path as the schema's Time (UTC), or as its Date: at most a day, and of a time the
/// day in that zone. Empty when there is none.
std::string time_at(const View& view, std::string_view path);
std::string date_at(const View& view, std::string_view path, const Zone& zone);

/// The text of a CodeableConcept, else the display or code of its first coding.
std::string concept_at(const View& view, std::string_view path);

/// A finite number at a path.
std::optional<double> number_at(const View& view, std::string_view path);

/// A JSON array of what `put` writes for each view.
template <class Put>
std::string array_of(const std::vector<View>& views, Put put) {
  JsonWriter json;
  json.begin_array();
  for (const View& view : views) put(json, view);
  json.end_array();
  return std::move(json).text();
}

/// Rows, and whether classes of their records were kept back: one text, since one text is what is disclosed.
struct Rows {
  std::string json;
  bool withheld = false;
  bool hidden = false;  ///< from this role, whatever there is
};
std::string packed(const Documents& documents, std::string_view json);
Rows unpacked(std::string_view text);

}  // namespace salus::portal
