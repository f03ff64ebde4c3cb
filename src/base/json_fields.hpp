// SPDX-License-Identifier: Apache-2.0
// Reads a JSON object whose members are known beforehand: the form of every body that isn't FHIR.
#pragma once

#include "base/json.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace salus {
inline namespace base {

/// Anything that isn't an object, or has a member outside `known`, is Code::invalid; so is a member of
/// another shape or beyond its bounds when it is asked for. Sizes are in bytes of UTF-8.
class JsonFields {
 public:
  static Result<JsonFields> parse(ByteView body, std::initializer_list<std::string_view> known);
  /// An object inside another.
  static Result<JsonFields> of(Json json, std::initializer_list<std::string_view> known);

  bool has(std::string_view name) const { return json_.find(0, name) != 0; }
  Result<std::string> string(std::string_view name, std::size_t least, std::size_t most) const;
  Result<std::optional<std::string>> optional_string(std::string_view name, std::size_t most) const;
  /// A finite number in [least, most].
  Result<std::optional<double>> optional_number(std::string_view name, double least, double most) const;
  Result<std::optional<bool>> optional_boolean(std::string_view name) const;
  /// An array of strings.
  Result<std::vector<std::string>> strings(std::string_view name, std::size_t most_items,
                                           std::size_t most) const;
  /// A member that is an object; nothing when it is absent or null.
  Result<std::optional<JsonFields>> optional_object(std::string_view name,
                                                    std::initializer_list<std::string_view> known) const;

 private:
  explicit JsonFields(Json json) : json_(std::move(json)) {}
  Json json_;
};

}  // namespace base
}  // namespace salus
