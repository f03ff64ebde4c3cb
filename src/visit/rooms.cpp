// SPDX-License-Identifier: Apache-2.0
// Joins rooms to WebSockets: one lock a room, messages sent in the order in which the room made them.
#include "rooms.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <iterator>

namespace salus::visit {

struct Rooms::Place {
  Place(std::string name, std::string context, sdp::Rules rules, Room::Limits limits)
      : visit(std::move(name)), room(std::move(context), rules, limits) {}

  const std::string visit;
  std::mutex mutex;  // guards what follows; held while messages are queued, so that their order is the room's
  Room room;
  std::array<std::shared_ptr<http::WebSocket>, 2> sockets;
};

Rooms::Rooms(Random& random, const Clock& clock, Listener listener, sdp::Rules rules, Room::Limits limits)
    : random_(random), clock_(clock), listener_(std::move(listener)), rules_(rules), limits_(limits) {}

Rooms::~Rooms() = default;

std::shared_ptr<Rooms::Place> Rooms::open(const std::string& visit) {
  const std::scoped_lock lock(mutex_);
  auto& place = places_[visit];
  if (!place) {
    ByteArray<16> context;
    random_.fill(context);
    place = std::make_shared<Place>(visit, to_base64url(context), rules_, limits_);
  }
  return place;
}

std::shared_ptr<Rooms::Place> Rooms::find(const std::string& visit) const {
  const std::scoped_lock lock(mutex_);
  const auto found = places_.find(visit);
  return found == places_.end() ? nullptr : found->second;
}

/// A room that ended stays as long as somebody sits in it, and is then forgotten: the store knows that it
/// ended.
void Rooms::forget_if_empty(const std::string& visit) {
  const std::scoped_lock lock(mutex_);
  const auto found = places_.find(visit);
  if (found == places_.end()) return;
  const std::scoped_lock inner(found->second->mutex);
  if (found->second->room.empty()) places_.erase(found);
}

/// False when the sender's socket is to be shut, or its event could not be recorded.
Task<bool> Rooms::act(std::shared_ptr<Place> place, Act what) {
  Outcome outcome;
  {
    const std::scoped_lock lock(place->mutex);
    outcome = what(place->room);
    for (auto& [to, message] : outcome.sends) {
      if (auto& socket = place->sockets[static_cast<std::size_t>(to)]) socket->send(std::move(message));
    }
  }
  bool recorded = true;
  for (const auto& event : outcome.events) {
    const auto told = co_await listener_(place->visit, event);
    if (!told) log::error("visit: event not recorded", told.error());
    recorded = recorded && told.has_value();
  }
  co_return recorded && !outcome.shut;
}

Task<void> Rooms::serve(std::shared_ptr<Place> place, Party party, std::shared_ptr<http::WebSocket> socket) {
  for (;;) {
    auto message = co_await socket->read();
    if (!message) co_return Result<void>();  // gone, by whichever side: no fault of the handler
    const Act act_on_it = [&](Room& room) {
      const bool replaced = place->sockets[static_cast<std::size_t>(party)] != socket;
      return replaced ? Outcome() : room.receive(party, *message, clock_.now());
    };
    CO_TRY(const bool goes_on, co_await act(place, act_on_it));
    if (!goes_on) co_return fail(Code::invalid, "visit: not a signalling message");
  }
}

Task<void> Rooms::join(std::string visit, Party party, Admission admission,
                       std::shared_ptr<http::WebSocket> socket) {
  const auto place = open(visit);
  const Act sit_down = [&](Room& room) {
    auto& slot = place->sockets[static_cast<std::size_t>(party)];
    if (slot) slot->shut(http::CloseCode::policy_violation, "opened elsewhere");
    slot = socket;
    Outcome outcome = room.join(party);
    if (admission == Admission::admitted) {
      auto admitted = room.admit();
      std::ranges::move(admitted.sends, std::back_inserter(outcome.sends));
    }
    return outcome;
  };
  auto seated = co_await act(place, sit_down);
  auto result = Result<void>();
  if (seated && *seated) result = co_await serve(place, party, socket);
  if (!result) socket->shut(http::CloseCode::policy_violation, "not a signalling message");

  const Act stand_up = [&](Room& room) {
    auto& slot = place->sockets[static_cast<std::size_t>(party)];
    if (slot != socket) return Outcome();  // replaced meanwhile
    slot.reset();
    return room.leave(party);
  };
  const auto left = co_await act(place, stand_up);
  forget_if_empty(visit);
  if (result && (!seated || !left)) co_return fail(Code::unavailable, "visit: event not recorded");
  co_return result;
}

Task<void> Rooms::admit(std::string visit) {
  const auto place = find(visit);
  if (!place) co_return Result<void>();
  const Act open_call = [](Room& room) { return room.admit(); };
  CO_TRY(co_await act(place, open_call));
  co_return Result<void>();
}

Task<void> Rooms::end(std::string visit, Party by) {
  const auto place = find(visit);
  if (!place) co_return Result<void>();
  const Act end_call = [by](Room& room) { return room.end(by); };
  CO_TRY(co_await act(place, end_call));
  co_return Result<void>();
}

Task<void> Rooms::report(std::string visit, Party by, Report what) {
  const auto place = open(visit);  // a report is recorded even when nobody sits there any more
  const Act end_call = [by, what](Room& room) { return room.report(by, what); };
  const auto told = co_await act(place, end_call);
  forget_if_empty(visit);
  CO_TRY(told);
  co_return Result<void>();
}

RoomState Rooms::state(const std::string& visit) const {
  const auto place = find(visit);
  if (!place) return RoomState::waiting;
  const std::scoped_lock lock(place->mutex);
  return place->room.state();
}

std::size_t Rooms::size() const {
  const std::scoped_lock lock(mutex_);
  return places_.size();
}

}  // namespace salus::visit
