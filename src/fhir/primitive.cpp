// SPDX-License-Identifier: Apache-2.0
// Checks primitives by hand: the definitions' regular expressions would cost microseconds and stack a value.
#include "primitive.hpp"

#include "moment.hpp"
#include "narrative.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <span>

namespace salus::fhir {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool letter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
bool space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && !space(c)) || c == 0x7f;
}

bool any(std::string_view) {
  return true;
}

/// No control characters but tab, line feed and carriage return, and something to read.
bool is_string(std::string_view text) {
  return text.size() <= std::size_t{1} << 20 && std::ranges::none_of(text, control) &&
         !std::ranges::all_of(text, space);
}

bool is_uri(std::string_view text) {
  return !text.empty() && std::ranges::none_of(text, [](char c) { return space(c) || control(c); });
}

/// Words with single spaces between them, none at the ends.
bool is_code(std::string_view text) {
  if (text.empty() || space(text.front()) || space(text.back())) return false;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (space(text[i]) && space(text[i + 1])) return false;
  }
  return std::ranges::none_of(text, control);
}

bool is_oid(std::string_view text) {
  if (!text.starts_with("urn:oid:")) return false;
  text.remove_prefix(8);
  if (text.size() < 3 || text[0] < '0' || text[0] > '2' || text[1] != '.') return false;
  bool start = true;  // of a number, which has no leading zero
  for (std::size_t i = 2; i < text.size(); ++i) {
    if (text[i] == '.') {
      if (start) return false;
      start = true;
    } else if (!digit(text[i]) || (start && text[i] == '0' && i + 1 < text.size() && text[i + 1] != '.')) {
      return false;
    } else {
      start = false;
    }
  }
  return !start;
}

bool is_uuid(std::string_view text) {
  if (!text.starts_with("urn:uuid:") || text.size() != 45) return false;
  for (std::size_t i = 0; i < 36; ++i) {
    const char c = text[9 + i];
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? c != '-' : !digit(c) && !(c >= 'a' && c <= 'f')) return false;
  }
  return true;
}

/// RFC 4648 §4 with white space between, as R4 allows.
bool is_base64(std::string_view text) {
  std::size_t data = 0;
  std::size_t padding = 0;
  for (char c : text) {
    if (space(c)) continue;
    if (c == '=') {
      ++padding;
    } else if (padding > 0 || !(letter(c) || digit(c) || c == '+' || c == '/')) {
      return false;
    } else {
      ++data;
    }
  }
  return data > 0 && padding <= 2 && (data + padding) % 4 == 0;
}

template <std::int32_t Low>
bool is_integer(std::string_view text) {
  std::int32_t value = 0;
  const std::span<const char> digits(text);
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && stop == digits.data() + digits.size() && value >= Low;
}

/// Any JSON number of a size that a person would write; precision is never lost, because it stays text.
bool is_decimal(std::string_view text) {
  return text.size() <= 64;
}

bool is_date(std::string_view text) {
  const auto moment = parse_moment(text);
  return moment && moment->precision <= Precision::day;
}

bool is_date_time(std::string_view text) {
  const auto moment = parse_moment(text);
  return moment &&
         (moment->precision <= Precision::day || (moment->precision >= Precision::second && moment->zoned));
}

bool is_instant(std::string_view text) {
  const auto moment = parse_moment(text);
  return moment && moment->precision >= Precision::second && moment->zoned;
}

using Shape = Json::Shape;
constexpr std::array primitives{
    Primitive{"base64Binary", Shape::string, is_base64},
    Primitive{"boolean", Shape::boolean, any},
    Primitive{"canonical", Shape::string, is_uri},
    Primitive{"code", Shape::string, is_code},
    Primitive{"date", Shape::string, is_date},
    Primitive{"dateTime", Shape::string, is_date_time},
    Primitive{"decimal", Shape::number, is_decimal},
    Primitive{"id", Shape::string, is_id},
    Primitive{"instant", Shape::string, is_instant},
    Primitive{"integer", Shape::number, is_integer<std::numeric_limits<std::int32_t>::min()>},
    Primitive{"markdown", Shape::string, is_string},
    Primitive{"oid", Shape::string, is_oid},
    Primitive{"positiveInt", Shape::number, is_integer<1>},
    Primitive{"string", Shape::string, is_string},
    Primitive{"time", Shape::string, is_time_of_day},
    Primitive{"unsignedInt", Shape::number, is_integer<0>},
    Primitive{"uri", Shape::string, is_uri},
    Primitive{"url", Shape::string, is_uri},
    Primitive{"uuid", Shape::string, is_uuid},
    Primitive{"xhtml", Shape::string, is_narrative},
};

}  // namespace

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::ranges::all_of(text, [](char c) { return letter(c) || digit(c) || c == '-' || c == '.'; });
}

const Primitive* primitive(std::string_view name) {
  const auto row = std::ranges::lower_bound(primitives, name, {}, &Primitive::name);
  return row != primitives.end() && row->name == name ? &*row : nullptr;
}

}  // namespace salus::fhir
