// SPDX-License-Identifier: Apache-2.0
// Slows guessing down: for who is guessed at from one address, for who is guessed at, and for an address.
#pragma once

#include "base/clock.hpp"

#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

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

/// Whom an address stands for: of IPv6 the first 64 bits, since whoever has one of these has them all.
std::string peer_of(const std::string& address);

/// What guessing is counted by. Addresses count as `peer_of` says. One mistyped password in a clinic must not
/// stop the others who share its address, and a stranger elsewhere must not keep somebody out: few wrong
/// tries for an account from one address, many for an account from anywhere, far more for an address.
class Guesses {
 public:
  explicit Guesses(const Clock& clock);
  bool must_wait(const std::string& account, const std::string& address) const;
  /// A place among the few tries that one peer may have looked at at once, for as long as it lives: what a
  /// try costs must not keep others waiting. Nothing when all are taken.
  class Place {
   public:
    Place(Guesses& guesses, std::string peer) : guesses_(&guesses), peer_(std::move(peer)) {}
    Place(Place&& other) noexcept
        : guesses_(std::exchange(other.guesses_, nullptr)), peer_(std::move(other.peer_)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (guesses_ != nullptr) guesses_->leave(peer_);
    }

   private:
    Guesses* guesses_;
    std::string peer_;
  };
  std::optional<Place> enter(const std::string& address);
  /// Counts before a try is looked at, or many at once would all be looked at before the first of them
  /// counts.
  void failed(const std::string& account, const std::string& address);
  /// It was right after all.
  void undo(const std::string& account, const std::string& address);
  /// Both factors were right.
  void succeeded(const std::string& account, const std::string& address);

 private:
  void leave(const std::string& peer);

  Throttle pairs_;
  Throttle accounts_;
  Throttle addresses_;
  std::mutex mutex_;
  std::map<std::string, int> looked_at_;  ///< tries of each peer
};

}  // namespace salus::identity
