// SPDX-License-Identifier: Apache-2.0
// Clock time in the two clinics' zones; the library of g++ 12 has no time zones yet.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace salus::demo {

enum class Zone : std::uint8_t { new_york, madrid };

using LocalMinutes = std::chrono::local_time<std::chrono::minutes>;

std::string_view iana_name(Zone zone);
/// By the rules in force since 2007 (United States) and 1996 (European Union). Of the hour that comes twice
/// in autumn, the first.
Time to_utc(Zone zone, LocalMinutes local);
std::chrono::local_days local_day(Zone zone, Time time);

/// `2026-11-22T09:30:00Z`, and `2026-11-22` (UTC).
std::string instant(Time time);
std::string day(Time time);

}  // namespace salus::demo
