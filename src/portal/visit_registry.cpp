// SPDX-License-Identifier: Apache-2.0
// Keeps weak references to attendees: who is gone is forgotten without being told.
#include "visit_registry.hpp"

#include <algorithm>
#include <chrono>
#include <ranges>
#include <tuple>

namespace salus::portal {
namespace {

constexpr std::chrono::minutes silence{2};

bool gone(const std::weak_ptr<const Attendee>& presence) {
  return presence.expired();
}
bool deserted(const std::vector<std::weak_ptr<const Attendee>>& presences) {
  return std::ranges::all_of(presences, gone);
}

}  // namespace

std::shared_ptr<const Attendee> VisitRegistry::enter(const std::string& visit, visit::Party party,
                                                     Attendee attendee) {
  auto present = std::make_shared<const Attendee>(std::move(attendee));
  const std::scoped_lock lock(mutex_);
  std::erase_if(visits_, [](const auto& place) { return std::ranges::all_of(place.second, deserted); });
  Presences& presences = visits_[visit][static_cast<std::size_t>(party)];
  std::erase_if(presences, gone);
  presences.push_back(present);
  return present;
}

std::shared_ptr<const Attendee> VisitRegistry::find(const std::string& visit, visit::Party party) const {
  const std::scoped_lock lock(mutex_);
  const auto found = visits_.find(visit);
  if (found == visits_.end()) return nullptr;
  for (const auto& presence : std::views::reverse(found->second[static_cast<std::size_t>(party)])) {
    if (auto present = presence.lock()) return present;
  }
  return nullptr;
}

std::size_t VisitRegistry::wait(RecordId visit, OwnerId clinician, Time start, Time now) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(queue_, [&](const auto& one) { return now - one.second.heard > silence; });
  queue_[visit] = Waiting{clinician, start, now};
  const auto before = std::ranges::count_if(queue_, [&](const auto& one) {
    const auto& [id, other] = one;
    return other.clinician == clinician && std::tie(other.start, id) < std::tie(start, visit);
  });
  return static_cast<std::size_t>(before) + 1;
}

void VisitRegistry::leave_queue(RecordId visit) {
  const std::scoped_lock lock(mutex_);
  queue_.erase(visit);
}

}  // namespace salus::portal
