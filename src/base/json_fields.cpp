// SPDX-License-Identifier: Apache-2.0
// Typed, bounded members of a JSON object.
#include "base/json_fields.hpp"

#include <algorithm>
#include <charconv>

namespace salus::base {

Result<JsonFields> JsonFields::parse(ByteView body, std::initializer_list<std::string_view> known) {
  TRY(auto json, Json::parse(body));
  return of(std::move(json), known);
}

Result<JsonFields> JsonFields::of(Json json, std::initializer_list<std::string_view> known) {
  if (json[0].shape != Json::Shape::object) return fail(Code::invalid, "json: not an object");
  for (Json::Index member = json.first(0); member < json.end(0); member = json.next(member)) {
    if (std::ranges::find(known, json.name(member)) == known.end()) {
      return fail(Code::invalid, "json: a member that isn't known here");
    }
  }
  return JsonFields(std::move(json));
}

Result<std::string> JsonFields::string(std::string_view name, std::size_t least, std::size_t most) const {
  const Json::Index found = json_.find(0, name);
  if (found == 0 || json_[found].shape != Json::Shape::string)
    return fail(Code::invalid, "json: a string is missing");
  std::string text = json_.string(found);
  if (text.size() < least || text.size() > most)
    return fail(Code::invalid, "json: a string is too short or too long");
  return text;
}

Result<std::optional<std::string>> JsonFields::optional_string(std::string_view name,
                                                               std::size_t most) const {
  const Json::Index found = json_.find(0, name);
  if (found == 0 || json_[found].shape == Json::Shape::null) return std::optional<std::string>{};
  TRY(auto text, string(name, 0, most));
  return std::optional<std::string>(std::move(text));
}

Result<std::optional<double>> JsonFields::optional_number(std::string_view name, double least,
                                                          double most) const {
  const Json::Index found = json_.find(0, name);
  if (found == 0 || json_[found].shape == Json::Shape::null) return std::optional<double>{};
  if (json_[found].shape != Json::Shape::number) return fail(Code::invalid, "json: a number is missing");
  const std::string_view text = json_.raw(found);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || !(value >= least && value <= most)) {
    return fail(Code::invalid, "json: a number is out of bounds");
  }
  return std::optional<double>(value);
}

Result<std::optional<bool>> JsonFields::optional_boolean(std::string_view name) const {
  const Json::Index found = json_.find(0, name);
  if (found == 0 || json_[found].shape == Json::Shape::null) return std::optional<bool>{};
  if (json_[found].shape != Json::Shape::boolean)
    return fail(Code::invalid, "json: true or false is missing");
  return std::optional<bool>(json_.raw(found) == "true");
}

Result<std::vector<std::string>> JsonFields::strings(std::string_view name, std::size_t most_items,
                                                     std::size_t most) const {
  const Json::Index found = json_.find(0, name);
  if (found == 0 || json_[found].shape != Json::Shape::array || json_[found].count > most_items) {
    return fail(Code::invalid, "json: a list is missing or too long");
  }
  std::vector<std::string> all;
  for (Json::Index item = json_.first(found); item < json_.end(found); item = json_.next(item)) {
    if (json_[item].shape != Json::Shape::string) return fail(Code::invalid, "json: a string is missing");
    all.push_back(json_.string(item));
    if (all.back().size() > most) return fail(Code::invalid, "json: a string is too short or too long");
  }
  return all;
}

Result<std::optional<JsonFields>> JsonFields::optional_object(
    std::string_view name, std::initializer_list<std::string_view> known) const {
  const Json::Index found = json_.find(0, name);
  if (found == 0 || json_[found].shape == Json::Shape::null) return std::optional<JsonFields>{};
  TRY(auto fields, parse(as_bytes(json_.raw(found)), known));
  return std::optional<JsonFields>(std::move(fields));
}

}  // namespace salus::base
