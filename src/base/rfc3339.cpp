// SPDX-License-Identifier: Apache-2.0
// Writes times.
#include "base/rfc3339.hpp"

#include <fmt/format.h>

namespace salus::base {
namespace {

/// Without zone and fraction.
std::string to_the_second(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{}T{:02}:{:02}:{:02}", date_text(time), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

}  // namespace

std::string date_text(Time time) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string rfc3339(Time time) {
  return to_the_second(time) + 'Z';
}

std::string rfc3339_millis(Time time) {
  const auto fraction = time - std::chrono::floor<std::chrono::seconds>(time);
  return fmt::format("{}.{:03}Z", to_the_second(time), fraction.count());
}

}  // namespace salus::base
