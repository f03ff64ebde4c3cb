// SPDX-License-Identifier: Apache-2.0
// Counts failures and computes waits.
#include "identity/throttle.hpp"

#include <algorithm>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace salus::identity {
namespace {

constexpr int most_doublings = 9;
constexpr std::chrono::minutes longest_wait{15};

constexpr int most_at_once = 8;  // a clinic at eight in the morning, and half a second for whoever comes next

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

std::string peer_of(const std::string& address) {
  in6_addr bytes{};
  if (inet_pton(AF_INET6, address.c_str(), &bytes) != 1) return address;
  std::fill(bytes.s6_addr + 8, bytes.s6_addr + 16, std::uint8_t{0});
  char text[INET6_ADDRSTRLEN];
  return inet_ntop(AF_INET6, &bytes, text, sizeof text);
}

std::optional<Guesses::Place> Guesses::enter(const std::string& address) {
  const std::string peer = peer_of(address);
  const std::scoped_lock lock(mutex_);
  int& held = looked_at_[peer];
  if (held == most_at_once) return std::nullopt;
  ++held;
  return std::optional<Place>(std::in_place, *this, peer);
}

void Guesses::leave(const std::string& peer) {
  const std::scoped_lock lock(mutex_);
  const auto held = looked_at_.find(peer);
  if (--held->second == 0) looked_at_.erase(held);
}

bool Guesses::must_wait(const std::string& account, const std::string& address) const {
  const std::string peer = peer_of(address);
  return pairs_.must_wait(pair(account, peer)) || accounts_.must_wait(account) || addresses_.must_wait(peer);
}

void Guesses::failed(const std::string& account, const std::string& address) {
  const std::string peer = peer_of(address);
  pairs_.failed(pair(account, peer));
  accounts_.failed(account);
  addresses_.failed(peer);
}

void Guesses::undo(const std::string& account, const std::string& address) {
  const std::string peer = peer_of(address);
  pairs_.undo(pair(account, peer));
  accounts_.undo(account);
  addresses_.undo(peer);
}

void Guesses::succeeded(const std::string& account, const std::string& address) {
  pairs_.succeeded(pair(account, peer_of(address)));
  accounts_.succeeded(account);
}

}  // namespace salus::identity
