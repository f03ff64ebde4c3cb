// SPDX-License-Identifier: Apache-2.0
// Time as a dependency, so that a test can live a week in a second.
#pragma once

#include <atomic>
#include <chrono>

namespace salus {
inline namespace base {

/// Wall-clock time, UTC, to the millisecond.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

/// Stands still until a test moves it.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start) : now_(start) {}
  Time now() const override { return now_.load(); }
  void advance(std::chrono::milliseconds by) { now_ = now_.load() + by; }

 private:
  std::atomic<Time> now_;
};

}  // namespace base
}  // namespace salus
