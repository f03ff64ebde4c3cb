// SPDX-License-Identifier: Apache-2.0
// Counts failures and computes waits.
#include "identity/throttle.hpp"

#include <algorithm>

namespace salus::identity {
namespace {

constexpr int most_doublings = 9;
constexpr std::chrono::minutes longest_wait{15};

constexpr Throttle::Limits pair_limits{4, std::chrono::minutes(15)};
constexpr Throttle::Limits account_limits{49, std::chrono::minutes(5)};
constexpr Throttle::Limits address_limits{499, std::chrono::seconds(10)};

std::string pair(const std::string& account, const std::string& address) {
  return account + '\n' + address;  // an e-mail address has no line end
}

}  // namespace

bool Throttle::must_wait(const std::string& who) const {
  const std::scoped_lock lock(mutex_);
  const auto held = failures_.find(who);
  return held != failures_.end() && held->second.until > clock_.now();
}

void Throttle::failed(const std::string& who) {
  const std::scoped_lock lock(mutex_);
  const Time now = clock_.now();
  const auto [held, fresh] = failures_.try_emplace(who);
  Failures& failures = held->second;
  if (fresh) {
    failures.place = by_age_.insert(by_age_.end(), who);
    failures.since = now;
  } else {
    by_age_.splice(by_age_.end(), by_age_, failures.place);
    const auto forgotten = std::min<std::int64_t>((now - failures.since) / limits_.forget, failures.count);
    failures.count -= static_cast<int>(forgotten);
    failures.since = failures.count == 0 ? now : failures.since + forgotten * limits_.forget;
  }
  if (failures_.size() > limits_.most) {
    failures_.erase(by_age_.front());
    by_age_.pop_front();
  }
  failures.before = failures.until;
  if (++failures.count <= limits_.free) return;
  const std::chrono::seconds wait(2 << std::min(failures.count - limits_.free - 1, most_doublings));
  failures.until = now + std::min<std::chrono::seconds>(wait, longest_wait);
}

void Throttle::undo(const std::string& who) {
  const std::scoped_lock lock(mutex_);
  const auto held = failures_.find(who);
  if (held == failures_.end()) return;
  --held->second.count;
  held->second.until = held->second.before;
  if (held->second.count > 0) return;
  by_age_.erase(held->second.place);
  failures_.erase(held);
}

void Throttle::succeeded(const std::string& who) {
  const std::scoped_lock lock(mutex_);
  const auto held = failures_.find(who);
  if (held == failures_.end()) return;
  by_age_.erase(held->second.place);
  failures_.erase(held);
}

std::size_t Throttle::remembered() const {
  const std::scoped_lock lock(mutex_);
  return failures_.size();
}

Guesses::Guesses(const Clock& clock)
    : pairs_(clock, pair_limits), accounts_(clock, account_limits), addresses_(clock, address_limits) {}

bool Guesses::must_wait(const std::string& account, const std::string& address) const {
  return pairs_.must_wait(pair(account, address)) || accounts_.must_wait(account) ||
         addresses_.must_wait(address);
}

void Guesses::failed(const std::string& account, const std::string& address) {
  pairs_.failed(pair(account, address));
  accounts_.failed(account);
  addresses_.failed(address);
}

void Guesses::undo(const std::string& account, const std::string& address) {
  pairs_.undo(pair(account, address));
  accounts_.undo(account);
  addresses_.undo(address);
}

void Guesses::succeeded(const std::string& account, const std::string& address) {
  pairs_.succeeded(pair(account, address));
  accounts_.succeeded(account);
}

}  // namespace salus::identity
