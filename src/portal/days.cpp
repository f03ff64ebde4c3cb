// SPDX-License-Identifier: Apache-2.0
// Counts a clinic's days.
#include "days.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace salus::portal {
namespace {

constexpr std::chrono::hours night{4};

Days days_from(const Zone& zone, std::chrono::local_days first, int count) {
  return {zone.start(first), zone.start(first + std::chrono::days(count))};
}

}  // namespace

Result<std::chrono::local_days> parse_day(std::string_view text) {
  const auto number = [text](std::size_t at, std::size_t size) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + size, value);
    return error == std::errc() && end == text.data() + at + size ? value : -1;
  };
  const Error refused{Code::invalid, "portal: not a date"};
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::unexpected(refused);
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 1 || month < 1 || day < 1) return std::unexpected(refused);
  const auto date = std::chrono::year(year) / month / day;
  if (!date.ok()) return std::unexpected(refused);
  return std::chrono::local_days(date);
}

std::string day_text(std::chrono::local_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

Result<Days> days_of(const http::Request& request, const Zone& zone, Time now, DayCount allowed) {
  int count = allowed.usual;
  if (const auto text = request.parameter("days")) {
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), count);
    if (error != std::errc() || end != text->data() + text->size() || count < 1 || count > allowed.most)
      return fail(Code::invalid, "portal: days out of bounds");
  }
  std::chrono::local_days first = zone.day(now);
  if (const auto text = request.parameter("from")) {
    TRY(first, parse_day(*text));
  }
  return days_from(zone, first, count);
}

Days working_day(const Zone& zone, Time now) {
  const Days today = days_from(zone, zone.day(now), 1);
  return {std::min(today.from, now - night), std::max(today.until, now + night)};
}

}  // namespace salus::portal
