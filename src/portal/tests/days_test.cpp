// SPDX-License-Identifier: Apache-2.0
// Days of a clinic around its midnight, and those on which its clocks change.
#include "days.hpp"

namespace salus::portal {
namespace {

using namespace std::chrono;

// The kept files: they don't change with the law of a country.
Zone zone(std::string_view name) {
  return Zone::named(name, SALUS_SOURCE_DIR "/src/base/tests/zones").value();
}
http::Request request(const std::string& query) {
  http::Request made;
  made.target = http::parse_target("/api/v1/appointments" + query).value();
  return made;
}
Time utc(year_month_day date, minutes time) {
  return Time(sys_days(date)) + time;
}

struct Row {
  const char* name;
  const char* zone;
  Time now;
  const char* query;
  Time from;
  hours length;
};

TEST(days, are_those_of_the_clinic) {
  const Row rows[] = {
      {"23:50 in New York, already tomorrow in UTC", "new-york", utc(2026y / November / 22, 4h + 50min), "",
       utc(2026y / November / 21, 5h), 24h},
      {"00:10 in New York", "new-york", utc(2026y / November / 22, 5h + 10min), "",
       utc(2026y / November / 22, 5h), 24h},
      {"23:50 in Madrid, still today in UTC", "madrid", utc(2026y / July / 9, 21h + 50min), "",
       utc(2026y / July / 8, 22h), 24h},
      {"00:10 in Madrid, still yesterday in UTC", "madrid", utc(2026y / July / 9, 22h + 10min), "",
       utc(2026y / July / 9, 22h), 24h},
      {"clocks go forward", "new-york", utc(2026y / March / 8, 16h), "", utc(2026y / March / 8, 5h), 23h},
      {"clocks go back", "new-york", utc(2026y / November / 1, 16h), "", utc(2026y / November / 1, 4h), 25h},
      {"a day that is asked for", "new-york", utc(2026y / July / 1, 0h), "?from=2026-11-01",
       utc(2026y / November / 1, 4h), 25h},
      {"a week with a long day", "new-york", utc(2026y / July / 1, 0h), "?from=2026-10-30&days=7",
       utc(2026y / October / 30, 4h), 7 * 24h + 1h},
  };
  for (const Row& row : rows) {
    const auto days = days_of(request(row.query), zone(row.zone), row.now, {1, 31});
    ASSERT_TRUE(days) << row.name;
    EXPECT_EQ(days->from, row.from) << row.name;
    EXPECT_EQ(days->until - days->from, row.length) << row.name;
  }
}

TEST(days, a_working_day_reaches_over_midnight) {
  const Zone there = zone("new-york");
  const Time midnight = utc(2026y / November / 22, 5h);
  const Days noon = working_day(there, midnight - 12h);
  EXPECT_EQ(noon.from, midnight - 24h);
  EXPECT_EQ(noon.until, midnight);
  const Days late = working_day(there, midnight - 10min);
  EXPECT_EQ(late.from, midnight - 24h);
  EXPECT_EQ(late.until, midnight + 3h + 50min);
  const Days early = working_day(there, midnight + 10min);
  EXPECT_EQ(early.from, midnight - 3h - 50min);
  EXPECT_EQ(early.until, midnight + 24h);
}

TEST(days, what_is_no_date_is_refused) {
  for (const char* query :
       {"?from=", "?from=2026-11", "?from=2026-02-29", "?from=2026-13-01", "?from=2026-00-10",
        "?from=20261101", "?from=2026-11-1x", "?from=-026-11-01", "?from=2026-11-01T00:00:00Z", "?days=0",
        "?days=32", "?days=-1", "?days=1.5", "?days="}) {
    const auto days = days_of(request(query), Zone(), utc(2026y / July / 1, 0h), {1, 31});
    ASSERT_FALSE(days) << query;
    EXPECT_EQ(days.error().code, Code::invalid) << query;
  }
  EXPECT_EQ(day_text(parse_day("2024-02-29").value()), "2024-02-29");
}

}  // namespace
}  // namespace salus::portal
