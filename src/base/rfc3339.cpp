// SPDX-License-Identifier: Apache-2.0
// Writes times.
#include "base/rfc3339.hpp"

#include <string_view>

namespace salus::base {
namespace {

/// Digits in place of the zeros of a pattern. Every resource that is read says when it was written, and a
/// format string costs fourteen times as much.
void put_number(std::string& text, std::size_t at, std::size_t width, std::int64_t value) {
  for (std::size_t i = at + width; i-- > at; value /= 10) text[i] = static_cast<char>('0' + value % 10);
}

std::string written(Time time, std::string_view pattern) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::string text(pattern);
  put_number(text, 0, 4, static_cast<int>(date.year()));
  put_number(text, 5, 2, static_cast<unsigned>(date.month()));
  put_number(text, 8, 2, static_cast<unsigned>(date.day()));
  if (text.size() <= 10) return text;
  put_number(text, 11, 2, clock.hours().count());
  put_number(text, 14, 2, clock.minutes().count());
  put_number(text, 17, 2, clock.seconds().count());
  if (text.size() > 20) put_number(text, 20, 3, clock.subseconds().count());
  return text;
}

}  // namespace

std::string date_text(Time time) {
  return written(time, "0000-00-00");
}

std::string rfc3339(Time time) {
  return written(time, "0000-00-00T00:00:00Z");
}

std::string rfc3339_millis(Time time) {
  return written(time, "0000-00-00T00:00:00.000Z");
}

}  // namespace salus::base
