// SPDX-License-Identifier: Apache-2.0
// Slows guessing down: for who is guessed at from one address, for who is guessed at, and for an address.
#pragma once

#include "base/clock.hpp"

#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace salus::identity {

/// Counts failures of names. The first of them beyond `free` brings a wait of two seconds, each further one
/// doubles it, up to a quarter of an hour; one failure is forgotten each `forget`. Remembers `most` names and
/// then forgets the one whose newest failure is the oldest. Thread-safe.
class Throttle {
 public:
  struct Limits {
    int free;
    std::chrono::milliseconds forget;
    std::size_t most = 100'000;
  };
  Throttle(const Clock& clock, Limits limits) : clock_(clock), limits_(limits) {}
  bool must_wait(const std::string& who) const;
  void failed(const std::string& who);
  /// Takes the newest failure back, which turned out to be none.
  void undo(const std::string& who);
  void succeeded(const std::string& who);
  std::size_t remembered() const;

 private:
  struct Failures {
    int count = 0;
    Time since;  ///< of `count`
    Time until;
    Time before;  ///< `until` without the newest
    std::list<std::string>::iterator place;
  };
  const Clock& clock_;
  const Limits limits_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Failures> failures_;
  std::list<std::string> by_age_;  ///< the oldest failure first
};

/// What guessing is counted by. One mistyped password in a clinic must not stop the others who share its
/// address, and a stranger elsewhere must not keep somebody out: few wrong tries for an account from one
/// address, many for an account from anywhere, far more for an address.
class Guesses {
 public:
  explicit Guesses(const Clock& clock);
  bool must_wait(const std::string& account, const std::string& address) const;
  /// Counts before a try is looked at, or many at once would all be looked at before the first of them
  /// counts.
  void failed(const std::string& account, const std::string& address);
  /// It was right after all.
  void undo(const std::string& account, const std::string& address);
  /// Both factors were right.
  void succeeded(const std::string& account, const std::string& address);

 private:
  Throttle pairs_;
  Throttle accounts_;
  Throttle addresses_;
};

}  // namespace salus::identity
