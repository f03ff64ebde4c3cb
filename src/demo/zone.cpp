// SPDX-License-Identifier: Apache-2.0
// Summer time of two zones, and times as FHIR writes them.
#include "zone.hpp"

#include <fmt/format.h>

namespace salus::demo {
namespace {

using namespace std::chrono_literals;
using std::chrono::hours;
using std::chrono::sys_days;

hours winter_offset(Zone zone) {
  return zone == Zone::new_york ? hours(-5) : hours(1);
}

bool summer(Zone zone, Time time) {
  using namespace std::chrono;
  const year year = year_month_day(floor<days>(time)).year();
  if (zone == Zone::new_york) {
    return time >= sys_days(year / March / Sunday[2]) + 7h &&
           time < sys_days(year / November / Sunday[1]) + 6h;
  }
  return time >= sys_days(year / March / Sunday[last]) + 1h &&
         time < sys_days(year / October / Sunday[last]) + 1h;
}

}  // namespace

std::string_view iana_name(Zone zone) {
  return zone == Zone::new_york ? "America/New_York" : "Europe/Madrid";
}

Time to_utc(Zone zone, LocalMinutes local) {
  const Time winter = Time(local.time_since_epoch()) - winter_offset(zone);
  return summer(zone, winter - 1h) ? winter - 1h : winter;
}

std::chrono::local_days local_day(Zone zone, Time time) {
  const auto local = time + winter_offset(zone) + (summer(zone, time) ? 1h : 0h);
  return std::chrono::local_days(std::chrono::floor<std::chrono::days>(local).time_since_epoch());
}

std::string instant(Time time) {
  const std::chrono::hh_mm_ss clock(
      std::chrono::floor<std::chrono::seconds>(time - std::chrono::floor<std::chrono::days>(time)));
  return fmt::format("{}T{:02}:{:02}:{:02}Z", day(time), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::string day(Time time) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace salus::demo
