// SPDX-License-Identifier: Apache-2.0
// Dates: what a text stands for, and covers that never miss an overlap.
#include "cover.hpp"

#include "base/rfc3339.hpp"

#include <algorithm>

#include <rapidcheck.h>

namespace salus::fhir {
namespace {

struct Row {
  const char* text;
  const char* low;  ///< null: refused
  const char* high;
};
class Moments : public testing::TestWithParam<Row> {};

TEST_P(Moments, stand_for_a_stretch_of_time) {
  const auto moment = parse_moment(GetParam().text);
  ASSERT_EQ(moment.has_value(), GetParam().low != nullptr) << GetParam().text;
  if (!moment) return;
  EXPECT_EQ(rfc3339_millis(moment->interval.low), GetParam().low);
  EXPECT_EQ(rfc3339_millis(moment->interval.high), GetParam().high);
}
INSTANTIATE_TEST_SUITE_P(
    rows, Moments,
    testing::Values(
        Row{"2024", "2024-01-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z"},
        Row{"2024-02", "2024-02-01T00:00:00.000Z", "2024-03-01T00:00:00.000Z"},
        Row{"2024-02-29", "2024-02-29T00:00:00.000Z", "2024-03-01T00:00:00.000Z"},
        Row{"2024-12-31", "2024-12-31T00:00:00.000Z", "2025-01-01T00:00:00.000Z"},
        Row{"2024-05-03T10:11Z", "2024-05-03T10:11:00.000Z", "2024-05-03T10:12:00.000Z"},
        Row{"2024-05-03T10:11:12+05:30", "2024-05-03T04:41:12.000Z", "2024-05-03T04:41:13.000Z"},
        Row{"2024-05-03T10:11:12.5Z", "2024-05-03T10:11:12.500Z", "2024-05-03T10:11:12.600Z"},
        Row{"2024-05-03T10:11:12.123456Z", "2024-05-03T10:11:12.123Z", "2024-05-03T10:11:12.124Z"},
        Row{"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z", "2017-01-01T00:00:01.000Z"},
        Row{"0001", "0001-01-01T00:00:00.000Z", "0002-01-01T00:00:00.000Z"}, Row{"2023-02-29", nullptr, ""},
        Row{"", nullptr, ""}, Row{"0000", nullptr, ""}, Row{"24", nullptr, ""}, Row{"2024-", nullptr, ""},
        Row{"2024-13", nullptr, ""}, Row{"2024-00", nullptr, ""}, Row{"2024-01-00", nullptr, ""},
        Row{"2024-01-01T", nullptr, ""}, Row{"2024-01-01T24:00:00Z", nullptr, ""},
        Row{"2024-01-01T10", nullptr, ""}, Row{"2024-01-01T10:00:00.Z", nullptr, ""},
        Row{"2024-01-01T10:00:00+14:01", nullptr, ""}, Row{"2024-01-01T10:00:00+15:00", nullptr, ""},
        Row{"2024-01-01T10:00:00z", nullptr, ""}, Row{"2024-01-01 10:00:00Z", nullptr, ""},
        Row{"2024-1-1", nullptr, ""}, Row{"2024-01-01Z", nullptr, ""}, Row{" 2024", nullptr, ""}));

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::any_of(a, [&](const auto& word) { return std::ranges::find(b, word) != b.end(); });
}

/// Around the calendar's edges and joints, sometimes open.
rc::Gen<Interval> intervals() {
  return rc::gen::map(rc::gen::tuple(rc::gen::inRange(-70000, 90000), rc::gen::inRange(0, 5),
                                     rc::gen::inRange(1, 100000), rc::gen::inRange(0, 20)),
                      [](const auto& given) {
                        const auto [day, scale, length, open] = given;
                        static constexpr int hours[] = {1, 24, 24 * 30, 24 * 365, 24 * 3650};
                        Interval interval;
                        if (open != 1) interval.low = Time(std::chrono::hours(24 * day + length % 24));
                        if (open != 2) {
                          const auto start = open == 1 ? Time(std::chrono::hours(24 * day)) : interval.low;
                          interval.high = start + std::chrono::hours(hours[scale] * (1 + length % 12));
                        }
                        return interval;
                      });
}

TEST(cover, every_overlap_is_found) {
  EXPECT_TRUE(rc::check([] {
    const auto value = *intervals();
    const auto sought = *intervals();
    if (value.overlaps(sought)) {
      RC_ASSERT(share(cover_words(value), cover_query(sought)));
    }
  }));
}

TEST(cover, neighbours_of_whole_days_are_told_apart) {
  EXPECT_TRUE(rc::check([] {
    const auto day = *rc::gen::inRange(-60000, 80000);
    const auto length = *rc::gen::inRange(1, 20);
    const auto at = [](int d) { return Time(std::chrono::hours(24 * d)); };
    const Interval value{at(day), at(day + length)};
    RC_ASSERT(!share(cover_words(value), cover_query({at(day - 1), at(day)})));
    RC_ASSERT(!share(cover_words(value), cover_query({at(day + length), at(day + length + 1)})));
    RC_ASSERT(share(cover_words(value), cover_query({at(day + length - 1), at(day + length)})));
  }));
}

TEST(cover, words_are_few) {
  EXPECT_EQ(cover_words(parse_moment("2024-05-03")->interval),
            (std::vector<std::string>{"=2024-05-03", "^20", "^202", "^2024", "^2024-05", "^2024-05-03"}));
  EXPECT_EQ(cover_query(parse_moment("2024")->interval), (std::vector<std::string>{"=20", "=202", "^2024"}));
  EXPECT_EQ(cover_words({Time::min(), Time::max()}).size(), 12U);  // two ends and four centuries
  EXPECT_TRUE(rc::check([] {
    const auto interval = *intervals();
    RC_ASSERT(cover_words(interval).size() <= 80U);
    RC_ASSERT(cover_query(interval).size() <= 60U);
  }));
}

}  // namespace
}  // namespace salus::fhir
