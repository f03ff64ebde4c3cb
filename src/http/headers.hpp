// SPDX-License-Identifier: Apache-2.0
// Header fields in the order they came, kept in one buffer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salus::http {

/// RFC 9110 §5.1: names compare without regard to ASCII case.
bool same_name(std::string_view a, std::string_view b);

/// True for a token (RFC 9110 §5.6.2), which every field name, method and cookie name must be.
bool is_token(std::string_view text);

/// True when `text` may stand in a field value: visible ASCII, space, tab and bytes from 0x80; no CR, LF or
/// NUL.
bool is_field_value(std::string_view text);

/// A list of fields. Views stay valid until the next `add`.
class Headers {
 public:
  struct Field {
    std::string_view name;
    std::string_view value;
  };

  void add(std::string_view name, std::string_view value);
  /// Room for a head of that many bytes, so that `add` allocates once.
  void reserve(std::size_t bytes);

  std::size_t size() const { return slots_.size(); }
  Field operator[](std::size_t index) const;

  /// The first value of that name.
  std::optional<std::string_view> find(std::string_view name) const;
  /// How many fields have that name.
  std::size_t count(std::string_view name) const;
  /// RFC 9110 §5.6.1: whether some field of that name lists `token`, in any case.
  bool lists(std::string_view name, std::string_view token) const;

 private:
  struct Slot {
    std::uint32_t name, value, end;
  };
  std::string text_;
  std::vector<Slot> slots_;
};

}  // namespace salus::http
