// SPDX-License-Identifier: Apache-2.0
// Splits stretches of time into buckets of the calendar.
#include "cover.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace salus::fhir {
namespace {

namespace chrono = std::chrono;
using Day = chrono::sys_days;
using Date = chrono::year_month_day;
constexpr std::size_t most_buckets = 24;
constexpr int first_year = 1800;
constexpr int last_year = 2199;

int year_of(Date date) {
  return static_cast<int>(date.year());
}

/// `20` for a century, `202` a decade, `2024`, `2024-05`, `2024-05-03`: each name begins with that of its
/// parent.
enum class Level : std::uint8_t { century, decade, year, month, day };

std::string name(Level level, Date date) {
  switch (level) {
    case Level::century:
      return fmt::format("{:02}", year_of(date) / 100);
    case Level::decade:
      return fmt::format("{:03}", year_of(date) / 10);
    case Level::year:
      return fmt::format("{:04}", year_of(date));
    case Level::month:
      return fmt::format("{:04}-{:02}", year_of(date), static_cast<unsigned>(date.month()));
    case Level::day:
      break;
  }
  return fmt::format("{:04}-{:02}-{:02}", year_of(date), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

/// The first day of the bucket around `day`, and of the next one.
std::pair<Day, Day> bounds(Level level, Day day) {
  const Date date(day);
  const auto years = [&](int width) {
    const chrono::year start(year_of(date) / width * width);
    return std::pair<Day, Day>(start / 1 / 1, (start + chrono::years(width)) / 1 / 1);
  };
  switch (level) {
    case Level::century:
      return years(100);
    case Level::decade:
      return years(10);
    case Level::year:
      return years(1);
    case Level::month: {
      const auto month = date.year() / date.month();
      return {month / 1, (month + chrono::months(1)) / 1};
    }
    case Level::day:
      break;
  }
  return {day, day + chrono::days(1)};
}

/// Of [low, high), rounded outwards to whole buckets of `finest`.
std::vector<std::string> buckets(Day low, Day high, Level finest) {
  std::vector<std::string> names;
  low = bounds(finest, low).first;
  while (low < high) {
    for (int level = 0; level <= static_cast<int>(finest); ++level) {
      const auto [first, next] = bounds(static_cast<Level>(level), low);
      if (first != low || (next > high && level < static_cast<int>(finest))) continue;
      names.push_back(name(static_cast<Level>(level), low));
      low = next;
      break;
    }
  }
  return names;
}

std::vector<std::string> cover(const Interval& value) {
  const Day begin = chrono::year(first_year) / 1 / 1;
  const Day end = chrono::year(last_year + 1) / 1 / 1;
  std::vector<std::string> names;
  if (value.low < begin) names.push_back("<");
  if (value.high > end) names.push_back(">");
  const Day low = std::max(begin, value.low < begin ? begin : chrono::floor<chrono::days>(value.low));
  const Day high = value.high > end ? end : chrono::ceil<chrono::days>(value.high);
  if (low >= high) return names;
  auto inner = buckets(low, high, Level::day);
  for (const Level finest : {Level::month, Level::year, Level::decade}) {
    if (inner.size() <= most_buckets) break;
    inner = buckets(low, high, finest);
  }
  names.insert(names.end(), inner.begin(), inner.end());
  return names;
}

/// Names of the buckets around one, the nearest first.
std::vector<std::string> parents(const std::string& bucket) {
  std::vector<std::string> names;
  for (const std::size_t size : {7U, 4U, 3U, 2U}) {
    if (bucket.size() > size) names.push_back(bucket.substr(0, size));
  }
  return names;
}

std::vector<std::string> unique(std::vector<std::string> words) {
  std::ranges::sort(words);
  const auto [first, last] = std::ranges::unique(words);
  words.erase(first, last);
  return words;
}

}  // namespace

std::vector<std::string> cover_words(const Interval& value) {
  std::vector<std::string> words;
  for (const auto& bucket : cover(value)) {
    words.push_back("=" + bucket);
    words.push_back("^" + bucket);
    for (const auto& parent : parents(bucket)) words.push_back("^" + parent);
  }
  return unique(std::move(words));
}

std::vector<std::string> cover_query(const Interval& sought) {
  std::vector<std::string> words;
  for (const auto& bucket : cover(sought)) {
    words.push_back("^" + bucket);
    for (const auto& parent : parents(bucket)) words.push_back("=" + parent);
  }
  return unique(std::move(words));
}

}  // namespace salus::fhir
