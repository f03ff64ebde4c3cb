// SPDX-License-Identifier: Apache-2.0
// All rooms of the server, and the WebSockets that sit in them.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/task.hpp"
#include "http/websocket.hpp"
#include "visit/room.hpp"

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace salus::visit {

/// Whether the clinician has opened the call, as the store knows it: a server that was restarted learns it
/// from here.
enum class Admission : std::uint8_t { waiting, admitted };

/// Thread-safe: parties may sit on different executors. A visit is named by any text that is the same for
/// both parties (not a session's handle). Who may join, and as whom, the caller has decided and audited
/// before.
class Rooms {
 public:
  /// Told of each event, on the executor of whoever caused it; a connection reads on only after it returns,
  /// so that an audit entry is durable before the next message. A failure ends the connection that caused the
  /// event.
  using Listener = std::function<Task<void>(std::string visit, Event event)>;

  Rooms(Random& random, const Clock& clock, Listener listener, sdp::Rules rules = {},
        Room::Limits limits = {});
  ~Rooms();
  Rooms(const Rooms&) = delete;
  Rooms& operator=(const Rooms&) = delete;

  /// Runs as long as the socket: a WebSocketHandler calls it and returns what it returns. A party that is
  /// here already is replaced: the older socket is shut.
  Task<void> join(std::string visit, Party party, Admission admission,
                  std::shared_ptr<http::WebSocket> socket);

  // What the routes of /api/v1/visits do to the room, if there is one. Absent rooms are no error: nobody is
  // there.
  Task<void> admit(std::string visit);
  Task<void> end(std::string visit, Party by);
  Task<void> report(std::string visit, Party by, Report what);

  RoomState state(const std::string& visit) const;  ///< `waiting` when nobody is there
  std::size_t size() const;

 private:
  struct Place;
  using Act = std::function<Outcome(Room&)>;
  std::shared_ptr<Place> open(const std::string& visit);
  std::shared_ptr<Place> find(const std::string& visit) const;
  void forget_if_empty(const std::string& visit);
  Task<bool> act(std::shared_ptr<Place> place, Act what);
  Task<void> serve(std::shared_ptr<Place> place, Party party, std::shared_ptr<http::WebSocket> socket);

  Random& random_;
  const Clock& clock_;
  Listener listener_;
  sdp::Rules rules_;
  Room::Limits limits_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Place>> places_;
};

}  // namespace salus::visit
