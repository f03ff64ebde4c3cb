// SPDX-License-Identifier: Apache-2.0
// Counts and durations for operators, which can't hold PHI: names and labels are literals, values are
// numbers.
#pragma once

#include "base/result.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <mutex>
#include <string>
#include <vector>

namespace salus {
inline namespace base {

/// Only goes up. Thread-safe, as all of them are.
class Counter {
 public:
  void add(std::uint64_t by = 1) { value_.fetch_add(by, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

class Gauge {
 public:
  void set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
  void add(std::int64_t by) { value_.fetch_add(by, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

/// Durations in buckets from 100 µs to 10 s.
class Histogram {
 public:
  static constexpr std::array<std::int64_t, 16> bounds_us = {
      100,    250,     500,     1'000,   2'500,     5'000,     10'000,    25'000,
      50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};
  void observe(std::chrono::nanoseconds span);

 private:
  friend class Metrics;
  std::array<std::atomic<std::uint64_t>, bounds_us.size() + 1> buckets_{};
  std::atomic<std::uint64_t> sum_us_{0};
};

struct Label {
  Literal name;
  Literal value;
};

/// Owns the series; asks for the same name and labels give the same series. Names are [a-z_]+ and of one
/// kind, else the program ends: both are written in our source.
class Metrics {
 public:
  Counter& counter(Literal name, Literal help, std::initializer_list<Label> labels = {});
  Gauge& gauge(Literal name, Literal help, std::initializer_list<Label> labels = {});
  Histogram& histogram(Literal name, Literal help, std::initializer_list<Label> labels = {});

  /// Prometheus' text format 0.0.4.
  std::string text() const;

 private:
  enum class Kind : std::uint8_t { counter, gauge, histogram };
  struct Series {
    Kind kind;
    Literal name;
    Literal help;
    std::vector<Label> labels;
    Counter counter;
    Gauge gauge;
    Histogram histogram;
    Series(Kind a_kind, Literal a_name, Literal a_help, std::initializer_list<Label> a_labels)
        : kind(a_kind), name(a_name), help(a_help), labels(a_labels) {}
  };
  Series& series(Kind kind, Literal name, Literal help, std::initializer_list<Label> labels);

  mutable std::mutex mutex_;
  std::deque<Series> series_;  // never moves
};

}  // namespace base
}  // namespace salus
