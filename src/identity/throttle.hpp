// SPDX-License-Identifier: Apache-2.0
// Slows guessing down: by account and by address.
#pragma once

#include "base/clock.hpp"

#include <map>
#include <mutex>
#include <string>

namespace salus::identity {

/// The fifth wrong try brings a wait of two seconds, and each further one doubles it, up to a quarter of an
/// hour. Thread-safe; remembers at most 100,000 names, the waiting ones first.
class Throttle {
 public:
  explicit Throttle(const Clock& clock) : clock_(clock) {}
  bool must_wait(const std::string& who) const;
  void failed(const std::string& who);
  void succeeded(const std::string& who);

 private:
  struct Failures {
    int count = 0;
    Time until;
  };
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, Failures> failures_;
};

}  // namespace salus::identity
