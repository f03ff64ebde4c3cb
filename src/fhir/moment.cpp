// SPDX-License-Identifier: Apache-2.0
// Reads dates and times.
#include "moment.hpp"

namespace salus::fhir {
namespace {

using std::chrono::milliseconds;

/// Takes fixed-width pieces from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}

  bool done() const { return rest_.empty(); }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Exactly `width` digits, at most `high`; -1 when they aren't there.
  int number(std::size_t width, int high) {
    if (rest_.size() < width) return -1;
    int value = 0;
    for (char c : rest_.substr(0, width)) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(width);
    return value <= high ? value : -1;
  }
  std::string_view digits() {
    const auto size = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

 private:
  std::string_view rest_;
};

/// The fraction behind a point, and how long a stretch it names, in milliseconds.
bool read_fraction(Reader& in, milliseconds& offset, milliseconds& width) {
  const auto digits = in.digits();
  if (digits.empty()) return false;
  width = milliseconds(1000);
  int value = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    if (i < digits.size()) width /= 10;
  }
  offset += milliseconds(value);
  return true;
}

bool read_zone(Reader& in, std::chrono::minutes& offset) {
  if (in.take('Z')) return true;
  const bool ahead = in.take('+');
  if (!ahead && !in.take('-')) return false;
  const int hours = in.number(2, 14);
  if (hours < 0 || !in.take(':')) return false;
  const int minutes = in.number(2, hours == 14 ? 0 : 59);
  if (minutes < 0) return false;
  offset = std::chrono::minutes(60 * hours + minutes) * (ahead ? 1 : -1);
  return true;
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text) {
  namespace chrono = std::chrono;
  Reader in(text);
  const int y = in.number(4, 9999);
  if (y < 1) return std::nullopt;
  const chrono::year year(y);
  const auto start = [](chrono::year_month_day day) { return Time(chrono::sys_days(day)); };
  if (in.done()) {
    return Moment{{start(year / 1 / 1), start((year + chrono::years(1)) / 1 / 1)}, Precision::year, false};
  }
  if (!in.take('-')) return std::nullopt;
  const int m = in.number(2, 12);
  if (m < 1) return std::nullopt;
  const auto month = year / m;
  if (in.done()) {
    return Moment{{start(month / 1), start((month + chrono::months(1)) / 1)}, Precision::month, false};
  }
  if (!in.take('-')) return std::nullopt;
  const auto day = month / in.number(2, 31);
  if (!day.ok()) return std::nullopt;
  if (in.done()) return Moment{{start(day), start(day) + chrono::days(1)}, Precision::day, false};

  if (!in.take('T')) return std::nullopt;
  const int hour = in.number(2, 23);
  const int minute = hour >= 0 && in.take(':') ? in.number(2, 59) : -1;
  if (minute < 0) return std::nullopt;
  Moment moment;
  moment.precision = Precision::minute;
  milliseconds offset = chrono::minutes(60 * hour + minute);
  milliseconds width = chrono::minutes(1);
  if (in.take(':')) {
    const int second = in.number(2, 60);  // 60 is a leap second, which runs into the next minute
    if (second < 0) return std::nullopt;
    moment.precision = Precision::second;
    offset += chrono::seconds(second);
    width = chrono::seconds(1);
    if (in.take('.')) {
      moment.precision = Precision::fraction;
      if (!read_fraction(in, offset, width)) return std::nullopt;
    }
  }
  chrono::minutes zone{0};
  if (!in.done()) {
    moment.zoned = true;
    if (!read_zone(in, zone) || !in.done()) return std::nullopt;
  }
  const Time low = start(day) + offset - zone;
  moment.interval = {low, low + width};
  return moment;
}

bool is_time_of_day(std::string_view text) {
  Reader in(text);
  if (in.number(2, 23) < 0 || !in.take(':') || in.number(2, 59) < 0 || !in.take(':')) return false;
  if (in.number(2, 60) < 0) return false;
  return in.done() || (in.take('.') && !in.digits().empty() && in.done());
}

}  // namespace salus::fhir
