// SPDX-License-Identifier: Apache-2.0
// Clock time of zones: against another implementation's reading of the same files, days of 23 and 25 hours,
// and what is refused.
#include "base/zone.hpp"

#include "base/file.hpp"
#include "zone_rule.hpp"

#include <fstream>
#include <map>

namespace salus {
namespace {

using namespace std::chrono;

const std::string folder = std::string(SALUS_SOURCE_DIR) + "/src/base/tests/zones/";

Bytes bytes_of(const std::string& name) {
  auto bytes = read_file(folder + name, 64 * 1024);
  EXPECT_TRUE(bytes) << name;
  return bytes ? *std::move(bytes) : Bytes();
}

Zone zone(const std::string& name) {
  auto read = Zone::parse(bytes_of(name));
  EXPECT_TRUE(read) << name;
  return read ? *std::move(read) : Zone();
}

Time utc(year_month_day date, minutes time) {
  return Time(sys_days(date)) + time;
}

TEST(Zone, agrees_with_vectors) {
  std::ifstream vectors(folder + "vectors.txt");
  std::map<std::string, Zone> zones;
  std::string name, what;
  std::int64_t in = 0, out = 0;
  std::size_t count = 0;
  while (vectors >> name >> what >> in >> out) {
    if (!zones.contains(name)) zones.emplace(name, zone(name));
    if (what == "at") {
      EXPECT_EQ(zones.at(name).at(Zone::Local(seconds(in))), Time(seconds(out))) << name << " at " << in;
    } else {
      EXPECT_EQ(zones.at(name).offset(Time(seconds(in))), seconds(out)) << name << " offset " << in;
    }
    ++count;
  }
  EXPECT_EQ(zones.size(), 8U);
  EXPECT_GT(count, 2000U);
}

TEST(Zone, a_day_lasts_from_midnight_to_midnight) {
  struct Row {
    const char* zone;
    year_month_day date;
    Time start;
    hours length;
  };
  const Row rows[] = {
      {"new-york", 2026y / November / 21, utc(2026y / November / 21, 5h), 24h},
      {"new-york", 2026y / March / 8, utc(2026y / March / 8, 5h), 23h},
      {"new-york", 2026y / November / 1, utc(2026y / November / 1, 4h), 25h},
      {"new-york", 2100y / November / 7, utc(2100y / November / 7, 4h), 25h},
      {"puerto-rico", 2026y / March / 8, utc(2026y / March / 8, 4h), 24h},
      {"madrid", 2026y / March / 29, utc(2026y / March / 28, 23h), 23h},
      {"havana", 2026y / March / 8, utc(2026y / March / 8, 5h), 23h},        // begins at one
      {"havana", 2026y / November / 1, utc(2026y / November / 1, 4h), 25h},  // has midnight twice
      {"apia", 2011y / December / 29, utc(2011y / December / 29, 10h), 24h},
      {"apia", 2011y / December / 30, utc(2011y / December / 30, 10h), 0h},  // never was
  };
  for (const Row& row : rows) {
    const Zone read = zone(row.zone);
    const local_days day(row.date);
    EXPECT_EQ(read.start(day), row.start) << row.zone;
    EXPECT_EQ(read.start(day + days(1)) - read.start(day), row.length) << row.zone;
  }
}

TEST(Zone, the_date_changes_at_midnight_there) {
  const Zone read = zone("new-york");
  const local_days day(2026y / November / 21);
  EXPECT_EQ(read.day(utc(2026y / November / 22, 4h + 50min)), day);  // 23:50
  EXPECT_EQ(read.day(utc(2026y / November / 22, 5h + 10min)), day + days(1));
  EXPECT_EQ(read.day(utc(2026y / November / 22, 5h) - 1ms), day);
}

TEST(Zone, each_first_instant_lies_in_its_day) {
  for (const char* name : {"new-york", "madrid", "lord-howe", "kathmandu", "dublin"}) {
    const Zone read = zone(name);
    for (local_days day(2025y / January / 1); day < local_days(2041y / January / 1); day += days(1)) {
      ASSERT_EQ(read.day(read.start(day)), day) << name;
      ASSERT_EQ(read.day(read.start(day) - 1ms), day - days(1)) << name;
    }
  }
}

TEST(Zone, without_a_file_is_utc) {
  EXPECT_EQ(Zone().offset(utc(2026y / July / 1, 0h)), 0s);
  EXPECT_EQ(Zone().start(local_days(2026y / July / 1)), utc(2026y / July / 1, 0h));
}

TEST(Zone, the_system_knows_those_of_the_demo) {
  struct Row {
    const char* name;
    hours winter;
  };
  for (const Row& row : {Row{"America/New_York", -5h}, Row{"Europe/Madrid", 1h}, Row{"UTC", 0h}}) {
    const auto read = Zone::named(row.name);
    ASSERT_TRUE(read) << row.name;
    EXPECT_EQ(read->offset(utc(2020y / January / 15, 12h)), row.winter) << row.name;
  }
}

TEST(Zone, no_name_leads_out_of_the_database) {
  for (const char* name :
       {"", "Mars/Olympus", "America", "/etc/localtime", "../zoneinfo/UTC", "America/../UTC", "tzdata.zi"}) {
    const auto read = Zone::named(name);
    ASSERT_FALSE(read) << name;
    EXPECT_EQ(read.error().code, Code::absent) << name;
  }
}

TEST(Zone, a_damaged_file_is_refused) {
  const Bytes whole = bytes_of("new-york");
  ASSERT_TRUE(Zone::parse(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(Zone::parse(ByteView(whole).first(size))) << size;
  }
  // Whatever one byte says, nothing is read beyond the end and no answer takes for ever.
  for (std::size_t at = 0; at < whole.size(); ++at) {
    Bytes changed = whole;
    changed[at] ^= std::byte{0xff};
    if (const auto read = Zone::parse(changed)) (void)read->at(local_days(2026y / March / 8));
  }
}

TEST(ZoneRule, is_read_as_posix_and_rfc_8536_write_it) {
  struct Row {
    const char* rule;
    Time at;
    seconds offset;
  };
  const Row rows[] = {
      {"UTC0", utc(2026y / July / 1, 0h), 0s},
      {"<+0330>-3:30", utc(2026y / July / 1, 0h), 3h + 30min},
      {"EST5EDT,M3.2.0,M11.1.0", utc(2026y / March / 8, 7h) - 1s, -5h},
      {"EST5EDT,M3.2.0,M11.1.0", utc(2026y / March / 8, 7h), -4h},
      {"EST5EDT,M3.2.0,M11.1.0", utc(2026y / November / 1, 6h), -5h},
      {"IST-1GMT0,M10.5.0,M3.5.0/1", utc(2026y / July / 1, 0h), 1h},
      {"IST-1GMT0,M10.5.0,M3.5.0/1", utc(2026y / January / 1, 0h), 0h},
      {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", utc(2026y / March / 29, 1h) - 1s, -2h},
      {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", utc(2026y / March / 29, 1h), -1h},
      {"AAA0BBB,J60/0,J300/0", utc(2028y / March / 1, 0h) - 1s, 0h},  // never 29 February
      {"AAA0BBB,J60/0,J300/0", utc(2028y / March / 1, 0h), 1h},
      {"AAA0BBB,59/0,300/0", utc(2028y / February / 29, 0h), 1h},
      {"XXX3EDT4,0/0,J365/23", utc(2026y / January / 1, 3h), -4h},  // summer all the year
      {"XXX3EDT4,0/0,J365/23", utc(2026y / January / 1, 3h) - 1s, -4h},
      {"AEST-10AEDT,M10.1.0,M4.1.0/3", utc(2026y / January / 1, 0h), 11h},
  };
  for (const Row& row : rows) {
    const auto rule = ZoneRule::parse(row.rule);
    ASSERT_TRUE(rule) << row.rule;
    EXPECT_EQ(rule->offset(floor<seconds>(row.at)), row.offset) << row.rule;
  }
  for (const char* text :
       {"", "E5", "EST", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0",
        "EST25", "EST5EDT,M3.2.0,M11.1.0 ", "<EST5", "EST5EDT,M3.2.0/168,M11.1.0", "EST5EDT,J0,J2"}) {
    EXPECT_FALSE(ZoneRule::parse(text)) << text;
  }
}

}  // namespace
}  // namespace salus
