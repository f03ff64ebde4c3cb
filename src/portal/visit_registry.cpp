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

void VisitRegistry::end_session(SessionId session) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& [visit, parties] : visits_) {
    for (const auto& presence : parties | std::views::join) {
      const auto present = presence.lock();
      if (!present || present->person.session() != session) continue;
      if (const auto line = present->line.lock()) line->shut(http::CloseCode::policy_violation, "signed out");
    }
  }
}

std::size_t VisitRegistry::place_of(RecordId visit) const {
  const Waiting& who = queue_.at(visit).who;
  const auto before = std::ranges::count_if(queue_, [&](const auto& one) {
    const auto& [id, other] = one;
    return other.who.clinician == who.clinician && std::tie(other.who.start, id) < std::tie(who.start, visit);
  });
  return static_cast<std::size_t>(before) + 1;
}

std::size_t VisitRegistry::wait(RecordId visit, Waiting who, Time now) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(queue_, [&](const auto& one) { return now - one.second.heard > silence; });
  queue_[visit] = Queued{who, now};
  return place_of(visit);
}

std::optional<std::size_t> VisitRegistry::place(RecordId visit, OwnerId patient, Time now) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(queue_, [&](const auto& one) { return now - one.second.heard > silence; });
  const auto queued = queue_.find(visit);
  if (queued == queue_.end() || queued->second.who.patient != patient) return std::nullopt;
  queued->second.heard = now;
  return place_of(visit);
}

void VisitRegistry::leave_queue(RecordId visit) {
  const std::scoped_lock lock(mutex_);
  queue_.erase(visit);
}

}  // namespace salus::portal
