// SPDX-License-Identifier: Apache-2.0
// Days as a clinic counts them: from midnight to midnight of its own zone.
#pragma once

#include "base/zone.hpp"
#include "http/request.hpp"

#include <string>
#include <string_view>

namespace salus::portal {

/// From the first instant to the one behind the last.
struct Days {
  Time from;
  Time until;
};

/// `2026-11-22`; anything else is Code::invalid.
Result<std::chrono::local_days> parse_day(std::string_view text);
std::string day_text(std::chrono::local_days day);

struct DayCount {
  int usual;
  int most;
};
/// What a request's `from`, a date, and `days` ask for; without them today and as many as usual.
Result<Days> days_of(const http::Request& request, const Zone& zone, Time now, DayCount allowed);

/// Today, and over midnight the visits that people at work in the night come from and go to: those within
/// four hours.
Days working_day(const Zone& zone, Time now);

}  // namespace salus::portal
