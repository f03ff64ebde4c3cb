// SPDX-License-Identifier: Apache-2.0
// The small readers that every part of the description parser is made of.
#pragma once

#include <algorithm>
#include <charconv>
#include <concepts>
#include <functional>
#include <optional>
#include <string_view>

namespace salus::visit::sdp {

/// What stands before the separator; `rest` keeps what stands behind it, or
/// nothing.
inline std::string_view take(std::string_view& rest, char separator) {
  const auto at = rest.find(separator);
  const auto piece = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return piece;
}

/// std::ranges::contains, which g++ 12 doesn't have yet.
template <class Range, class Value, class Projection = std::identity>
bool has(const Range& range, const Value& value, Projection projection = {}) {
  return std::ranges::find(range, value, projection) != std::ranges::end(range);
}

/// All of the text as a decimal number without sign or leading zeros, in range.
template <std::unsigned_integral T>
std::optional<T> number(std::string_view text) {
  T value{};
  if (text.empty() || (text.size() > 1 && text[0] == '0')) return {};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

inline bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// True when each character is a letter, a digit or one of `others`, and the
/// length lies in the range.
inline bool is_made_of(std::string_view text, std::string_view others, std::size_t least, std::size_t most) {
  if (text.size() < least || text.size() > most) return false;
  for (const char c : text) {
    if (!is_alphanumeric(c) && others.find(c) == std::string_view::npos) return false;
  }
  return true;
}

/// `ice-char`s of RFC 8839 §5.4.
inline bool is_ice(std::string_view text, std::size_t least, std::size_t most) {
  return is_made_of(text, "+/", least, most);
}

/// What mid, msid and cname are made of in practice; braces are Firefox's.
inline bool is_label(std::string_view text) {
  return is_made_of(text, "-_.+/{}", 1, 64);
}

}  // namespace salus::visit::sdp
