// SPDX-License-Identifier: Apache-2.0
// Counts and durations for operators, which can't hold PHI: names and labels are literals, values are
// numbers.
#include "base/metrics.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <set>

#include <fmt/format.h>

namespace salus {
inline namespace base {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool same(const std::vector<Label>& a, std::initializer_list<Label> b) {
  return std::ranges::equal(a, b, [](const Label& x, const Label& y) {
    return x.name.view() == y.name.view() && x.value.view() == y.value.view();
  });
}

std::string braces(const std::vector<Label>& labels, std::string_view bound = {}) {
  std::string out;
  const auto add = [&out](std::string_view name, std::string_view value) {
    fmt::format_to(std::back_inserter(out), "{}{}=\"{}\"", out.empty() ? "{" : ",", name, value);
  };
  for (const Label& label : labels) add(label.name.view(), label.value.view());
  if (!bound.empty()) add("le", bound);
  if (!out.empty()) out += '}';
  return out;
}

}  // namespace

void Histogram::observe(std::chrono::nanoseconds span) {
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(span).count();
  const auto place = std::ranges::lower_bound(bounds_us, us) - bounds_us.begin();
  buckets_[static_cast<std::size_t>(place)].fetch_add(1, std::memory_order_relaxed);
  sum_us_.fetch_add(static_cast<std::uint64_t>(std::max<std::int64_t>(us, 0)), std::memory_order_relaxed);
}

Metrics::Series& Metrics::series(Kind kind, Literal name, Literal help, std::initializer_list<Label> labels) {
  const std::scoped_lock lock(mutex_);
  bool valid = is_name(name.view());
  for (const Label& label : labels) {
    valid = valid && is_name(label.name.view()) &&
            label.value.view().find_first_of("\"\\\n") == std::string_view::npos;
  }
  for (Series& one : series_) {
    if (one.name.view() != name.view()) continue;
    valid = valid && one.kind == kind;
    if (valid && same(one.labels, labels)) return one;
  }
  if (!valid) {
    std::fputs("metrics: a malformed name, or one of two kinds\n", stderr);
    std::abort();
  }
  return series_.emplace_back(kind, name, help, labels);
}

Counter& Metrics::counter(Literal name, Literal help, std::initializer_list<Label> labels) {
  return series(Kind::counter, name, help, labels).counter;
}
Gauge& Metrics::gauge(Literal name, Literal help, std::initializer_list<Label> labels) {
  return series(Kind::gauge, name, help, labels).gauge;
}
Histogram& Metrics::histogram(Literal name, Literal help, std::initializer_list<Label> labels) {
  return series(Kind::histogram, name, help, labels).histogram;
}

std::string Metrics::text() const {
  const std::scoped_lock lock(mutex_);
  std::string out;
  auto line = std::back_inserter(out);
  std::set<std::string_view> told;
  const auto write = [&line](const Series& one) {
    const std::string_view name = one.name.view();
    if (one.kind == Kind::counter)
      fmt::format_to(line, "{}{} {}\n", name, braces(one.labels), one.counter.value());
    if (one.kind == Kind::gauge)
      fmt::format_to(line, "{}{} {}\n", name, braces(one.labels), one.gauge.value());
    if (one.kind != Kind::histogram) return;
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < one.histogram.buckets_.size(); ++i) {
      below += one.histogram.buckets_[i].load(std::memory_order_relaxed);
      const bool last = i == Histogram::bounds_us.size();
      const auto bound =
          last ? std::string("+Inf") : fmt::format("{}", double(Histogram::bounds_us[i]) / 1e6);
      fmt::format_to(line, "{}_bucket{} {}\n", name, braces(one.labels, bound), below);
    }
    const auto sum = one.histogram.sum_us_.load(std::memory_order_relaxed);
    fmt::format_to(line, "{}_sum{} {}\n", name, braces(one.labels), double(sum) / 1e6);
    fmt::format_to(line, "{}_count{} {}\n", name, braces(one.labels), below);
  };
  for (const Series& first : series_) {  // the series of one name must stand together
    if (!told.insert(first.name.view()).second) continue;
    const std::string_view kinds[] = {"counter", "gauge", "histogram"};
    fmt::format_to(line, "# HELP {} {}\n", first.name.view(), first.help.view());
    fmt::format_to(line, "# TYPE {} {}\n", first.name.view(), kinds[static_cast<std::size_t>(first.kind)]);
    for (const Series& one : series_) {
      if (one.name.view() == first.name.view()) write(one);
    }
  }
  return out;
}

}  // namespace base
}  // namespace salus
