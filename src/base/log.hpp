// SPDX-License-Identifier: Apache-2.0
// The operational log, which can't hold PHI: its words are literals and its values are numbers.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace salus {
inline namespace base {
namespace log {

enum class Level : std::uint8_t { debug, info, warning, error };

/// A named value of a line. Strings, ids and byte strings have no way in, on purpose (45 CFR 164.312(c)).
struct Field {
  template <std::integral T>
  constexpr Field(Literal key, T number) : key(key), value(static_cast<std::int64_t>(number)) {}
  constexpr Field(Literal key, double number) : key(key), value(number) {}
  constexpr Field(Literal key, Literal word) : key(key), value(word.view()) {}
  Field(Literal key, Code code) : key(key), value(name(code)) {}
  template <class Rep, class Period>
  constexpr Field(Literal key, std::chrono::duration<Rep, Period> span)
      : key(key), value(std::chrono::duration<double, std::milli>(span).count()) {}

  Literal key;
  std::variant<std::int64_t, double, std::string_view> value;
};

/// Sends lines to `<folder>/salus.log` (JSON, one object a line) from now on; before, they go to standard
/// error. Folder and parents that aren't there are made for their owner alone. Call once, before other
/// threads start.
Result<void> open(const std::filesystem::path& folder);

/// Thread-safe. Never blocks on anything but the file, never fails.
void write(Level level, Literal event, std::initializer_list<Field> fields = {});

inline void info(Literal event, std::initializer_list<Field> fields = {}) {
  write(Level::info, event, fields);
}
inline void warning(Literal event, std::initializer_list<Field> fields = {}) {
  write(Level::warning, event, fields);
}
inline void error(Literal event, std::initializer_list<Field> fields = {}) {
  write(Level::error, event, fields);
}
/// A failure with the code and context that the error carries.
void error(Literal event, const Error& cause);

}  // namespace log
}  // namespace base
}  // namespace salus
