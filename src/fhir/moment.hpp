// SPDX-License-Identifier: Apache-2.0
// FHIR's dates and times as the stretch of time that each stands for at its precision.
#pragma once

#include "base/clock.hpp"

#include <optional>
#include <string_view>

namespace salus::fhir {

/// Half-open. `Time::min()` and `Time::max()` stand for an open end.
struct Interval {
  Time low = Time::min();
  Time high = Time::max();

  bool overlaps(const Interval& other) const { return low < other.high && other.low < high; }
  bool contains(const Interval& other) const { return low <= other.low && other.high <= high; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

enum class Precision : std::uint8_t { year, month, day, minute, second, fraction };

struct Moment {
  Interval interval;
  Precision precision = Precision::year;
  bool zoned = false;  ///< says its offset; others are taken as UTC
};

/// YYYY, YYYY-MM, YYYY-MM-DD, or with Thh:mm[:ss[.fff]] and Z or ±hh:mm; days exist in the calendar. Wider
/// than any of date, dateTime and instant: a caller demands the precision and zone it needs.
std::optional<Moment> parse_moment(std::string_view text);

/// hh:mm:ss[.fff]
bool is_time_of_day(std::string_view text);

}  // namespace salus::fhir
