// SPDX-License-Identifier: Apache-2.0
// Times as text and as bytes.
#include "base/codec.hpp"
#include "base/rfc3339.hpp"

#include <gtest/gtest.h>

using namespace salus;

namespace {

struct Case {
  const char* name;
  std::int64_t millis;
  const char* date;
  const char* seconds;
  const char* whole;
};

class Times : public testing::TestWithParam<Case> {};

TEST_P(Times, are_written_in_utc) {
  const Time time{std::chrono::milliseconds(GetParam().millis)};
  EXPECT_EQ(date_text(time), GetParam().date);
  EXPECT_EQ(rfc3339(time), GetParam().seconds);
  EXPECT_EQ(rfc3339_millis(time), GetParam().whole);
}

TEST_P(Times, are_read_as_they_were_encoded) {
  const Time time{std::chrono::milliseconds(GetParam().millis)};
  const Bytes bytes = Encoder().time(time).bytes();
  EXPECT_EQ(bytes, Encoder().u64(static_cast<std::uint64_t>(GetParam().millis)).bytes());
  Decoder in(bytes);
  EXPECT_EQ(in.time(), time);
  EXPECT_TRUE(in.finish());
}

INSTANTIATE_TEST_SUITE_P(
    base, Times,
    testing::Values(Case{"epoch", 0, "1970-01-01", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"},
                    Case{"before_it", -1, "1969-12-31", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59.999Z"},
                    Case{"leap_day", 1'709'164'800'125, "2024-02-29", "2024-02-29T00:00:00Z",
                         "2024-02-29T00:00:00.125Z"},
                    Case{"last_of_a_year", 1'798'761'599'007, "2026-12-31", "2026-12-31T23:59:59Z",
                         "2026-12-31T23:59:59.007Z"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
