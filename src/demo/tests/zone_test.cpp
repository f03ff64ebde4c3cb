// SPDX-License-Identifier: Apache-2.0
// Clock time in two zones, around the days on which the clocks change.
#include "zone.hpp"

namespace salus::demo {
namespace {

using namespace std::chrono;

TEST(zone, summer_time_begins_and_ends) {
  struct Row {
    std::string_view name;
    Zone zone;
    LocalMinutes local;
    std::string_view utc;
  };
  const auto local = [](year_month_day date, int hour) { return local_days(date) + hours(hour); };
  const Row rows[] = {
      {"New York, winter", Zone::new_york, local(2026y / January / 15, 9), "2026-01-15T14:00:00Z"},
      {"New York, eve of summer", Zone::new_york, local(2026y / March / 7, 9), "2026-03-07T14:00:00Z"},
      {"New York, first day of summer", Zone::new_york, local(2026y / March / 8, 9), "2026-03-08T13:00:00Z"},
      {"New York, last day of summer", Zone::new_york, local(2026y / October / 31, 9),
       "2026-10-31T13:00:00Z"},
      {"New York, first day of winter", Zone::new_york, local(2026y / November / 1, 9),
       "2026-11-01T14:00:00Z"},
      {"Madrid, winter", Zone::madrid, local(2026y / March / 28, 9), "2026-03-28T08:00:00Z"},
      {"Madrid, first day of summer", Zone::madrid, local(2026y / March / 29, 9), "2026-03-29T07:00:00Z"},
      {"Madrid, first day of winter", Zone::madrid, local(2026y / October / 25, 9), "2026-10-25T08:00:00Z"},
  };
  for (const Row& row : rows) EXPECT_EQ(instant(to_utc(row.zone, row.local)), row.utc) << row.name;
}

}  // namespace
}  // namespace salus::demo
