// SPDX-License-Identifier: Apache-2.0
// Writes JSON (RFC 8259) in one pass, without a tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace salus {
inline namespace base {

/// Appends values; commas come by themselves. Begin and end must pair, and each value of an object must
/// follow a key: that is the caller's duty. Strings must be valid UTF-8.
class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& number(double value);  ///< finite
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// Text that is JSON already.
  JsonWriter& raw(std::string_view json);

  /// `"name":"value"`, the most frequent pair; the second form leaves an absent or empty value out.
  JsonWriter& field(std::string_view name, std::string_view value) { return key(name).string(value); }
  JsonWriter& optional_field(std::string_view name, std::string_view value) {
    return value.empty() ? *this : field(name, value);
  }

  const std::string& text() const& { return text_; }
  std::string text() && { return std::move(text_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();

  std::string text_;
  bool comma_ = false;
};

}  // namespace base
}  // namespace salus
