// SPDX-License-Identifier: Apache-2.0
// Reads and applies POSIX's TZ text.
#include "zone_rule.hpp"

#include <algorithm>

namespace salus {
inline namespace base {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

/// Takes the text apart from its front. After a failure `well` stays false.
struct ZoneRule::Reader {
  std::string_view rest;
  bool well = true;

  bool take(char c) {
    if (!rest.starts_with(c)) return false;
    rest.remove_prefix(1);
    return true;
  }
  void need(bool holds) { well = well && holds; }

  int number(int least, int most) {
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    need(digits >= 1 && digits <= 3);
    int value = 0;
    for (std::size_t i = 0; well && i < digits; ++i) value = value * 10 + (rest[i] - '0');
    if (well) rest.remove_prefix(digits);
    need(value >= least && value <= most);
    return value;
  }
  seconds time(int most_hours) {
    const int sign = take('-') ? -1 : (take('+'), 1);
    seconds sum = hours(number(0, most_hours));
    if (take(':')) sum += std::chrono::minutes(number(0, 59));
    if (take(':')) sum += seconds(number(0, 59));
    return sign * sum;
  }
  void abbreviation() {
    const bool quoted = take('<');
    const auto letter = [quoted](char c) {
      const bool alphabetic = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      return alphabetic || (quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-'));
    };
    const auto end = std::ranges::find_if_not(rest, letter);
    need(end - rest.begin() >= 3);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.begin()));
    if (quoted) need(take('>'));
  }
  Change change() {
    Change change;
    if (take('M')) {
      change.kind = Change::Kind::weekday_of_month;
      change.month = number(1, 12);
      need(take('.'));
      change.week = number(1, 5);
      need(take('.'));
      change.day = number(0, 6);
    } else if (take('J')) {
      change.kind = Change::Kind::day_without_leap;
      change.day = number(1, 365);
    } else {
      change.kind = Change::Kind::day_of_year;
      change.day = number(0, 365);
    }
    change.time = take('/') ? time(167) : hours(2);
    return change;
  }
};

Result<ZoneRule> ZoneRule::parse(std::string_view text) {
  Reader read{text};
  ZoneRule rule;
  read.abbreviation();
  rule.winter_ = -read.time(24);  // POSIX counts what is west of Greenwich as positive
  rule.summer_ = rule.winter_ + hours(1);
  if (!read.rest.empty()) {
    rule.changes_ = true;
    read.abbreviation();
    if (!read.rest.starts_with(',')) rule.summer_ = -read.time(24);
    read.need(read.take(','));
    rule.to_summer_ = read.change();
    read.need(read.take(','));
    rule.to_winter_ = read.change();
  }
  if (!read.well || !read.rest.empty()) return fail(Code::invalid, "zone: the yearly rule can't be read");
  return rule;
}

std::chrono::local_seconds ZoneRule::Change::in(std::chrono::year year) const {
  using namespace std::chrono;
  switch (kind) {
    case Kind::weekday_of_month: {
      const weekday on(static_cast<unsigned>(day));
      const auto of = year / static_cast<int>(month);
      return (week == 5 ? local_days(of / on[last]) : local_days(of / on[static_cast<unsigned>(week)])) +
             time;
    }
    case Kind::day_without_leap:  // 29 February is never counted
      return local_days(year / January / 1) + days(day - 1 + (year.is_leap() && day > 59 ? 1 : 0)) + time;
    case Kind::day_of_year:
      return local_days(year / January / 1) + days(day) + time;
  }
  return {};
}

seconds ZoneRule::offset(std::chrono::sys_seconds at) const {
  if (!changes_) return winter_;
  // In clock time that knows no summer, so that the year is that of the zone.
  const std::chrono::local_seconds clock((at + winter_).time_since_epoch());
  const auto year = std::chrono::year_month_day(std::chrono::floor<days>(clock)).year();
  const std::chrono::sys_seconds begin((to_summer_.in(year)-winter_).time_since_epoch());
  const std::chrono::sys_seconds end((to_winter_.in(year)-summer_).time_since_epoch());
  const bool summer = begin < end ? at >= begin && at < end : at >= begin || at < end;
  return summer ? summer_ : winter_;
}

}  // namespace base
}  // namespace salus
