// SPDX-License-Identifier: Apache-2.0
// The rule by which a zone's clocks change each year from now on: POSIX's TZ text, as RFC 8536 ends with one.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <string_view>

namespace salus {
inline namespace base {

/// `EST5EDT,M3.2.0,M11.1.0`, with the wider hours of RFC 8536 section 3.3.1.
class ZoneRule {
 public:
  static Result<ZoneRule> parse(std::string_view text);

  /// Ahead of UTC.
  std::chrono::seconds offset(std::chrono::sys_seconds at) const;

 private:
  /// A day of each year, and seconds from its midnight on, which may be negative or beyond a day.
  struct Change {
    enum class Kind : std::uint8_t { weekday_of_month, day_without_leap, day_of_year } kind{};
    int month = 0, week = 0, day = 0;
    std::chrono::seconds time{};

    std::chrono::local_seconds in(std::chrono::year year) const;
  };
  struct Reader;

  std::chrono::seconds winter_{}, summer_{};
  bool changes_ = false;
  Change to_summer_, to_winter_;
};

}  // namespace base
}  // namespace salus
