// SPDX-License-Identifier: Apache-2.0
// Header fields in the order they came, kept in one buffer.
#include "http/headers.hpp"

#include <algorithm>

namespace salus::http {
namespace {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

constexpr bool is_token_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::ranges::equal(a, b, {}, lower, lower);
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_char);
}

bool is_field_value(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

void Headers::add(std::string_view name, std::string_view value) {
  const auto at = static_cast<std::uint32_t>(text_.size());
  const auto middle = static_cast<std::uint32_t>(at + name.size());
  slots_.push_back({.name = at, .value = middle, .end = static_cast<std::uint32_t>(middle + value.size())});
  text_.append(name).append(value);
}

void Headers::reserve(std::size_t bytes) {
  text_.reserve(bytes);
  slots_.reserve(16);
}

Headers::Field Headers::operator[](std::size_t index) const {
  const Slot& slot = slots_[index];
  const std::string_view all = text_;
  return {.name = all.substr(slot.name, slot.value - slot.name),
          .value = all.substr(slot.value, slot.end - slot.value)};
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (std::size_t i = 0; i < size(); ++i) {
    if (const Field field = (*this)[i]; same_name(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  std::size_t found = 0;
  for (std::size_t i = 0; i < size(); ++i) found += same_name((*this)[i].name, name);
  return found;
}

bool Headers::lists(std::string_view name, std::string_view token) const {
  for (std::size_t i = 0; i < size(); ++i) {
    const Field field = (*this)[i];
    if (!same_name(field.name, name)) continue;
    std::string_view rest = field.value;
    while (true) {
      const auto comma = rest.find(',');
      if (same_name(trimmed(rest.substr(0, comma)), token)) return true;
      if (comma == rest.npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return false;
}

}  // namespace salus::http
