// SPDX-License-Identifier: Apache-2.0
// Counts failures and computes waits.
#include "identity/throttle.hpp"

#include <algorithm>

namespace salus::identity {
namespace {
constexpr std::size_t most_names = 100'000;
constexpr int first_to_wait = 5;
constexpr int most_doublings = 9;
constexpr std::chrono::minutes longest_wait{15};
}  // namespace

bool Throttle::must_wait(const std::string& who) const {
  const std::scoped_lock lock(mutex_);
  const auto held = failures_.find(who);
  return held != failures_.end() && held->second.until > clock_.now();
}

void Throttle::failed(const std::string& who) {
  const std::scoped_lock lock(mutex_);
  const Time now = clock_.now();
  if (failures_.size() >= most_names) {
    std::erase_if(failures_, [&](const auto& old) { return old.second.until < now; });
    if (failures_.size() >= most_names) failures_.erase(failures_.begin());
  }
  Failures& held = failures_[who];
  if (++held.count < first_to_wait) return;
  const std::chrono::seconds wait(2 << std::min(held.count - first_to_wait, most_doublings));
  held.until = now + std::min<std::chrono::seconds>(wait, longest_wait);
}

void Throttle::succeeded(const std::string& who) {
  const std::scoped_lock lock(mutex_);
  failures_.erase(who);
}

}  // namespace salus::identity
