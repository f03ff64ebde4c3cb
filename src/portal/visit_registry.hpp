// SPDX-License-Identifier: Apache-2.0
// Who acts in which visit just now, so that what happens in its room is audited as theirs.
#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "http/websocket.hpp"
#include "policy/policy.hpp"
#include "visit/room.hpp"

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace salus::portal {

/// A party of a visit while its socket is open or its request runs.
struct Attendee {
  Attendee(policy::Person who, OwnerId whose) : person(std::move(who)), patient(whose) {}
  policy::Person person;
  OwnerId patient;                        ///< whose access history shows the visit
  std::weak_ptr<http::WebSocket> line{};  ///< none for a request
};

/// Thread-safe; lives as long as the program. In memory only: it forgets with the process, as rooms do.
class VisitRegistry {
 public:
  /// Counts as present for as long as the result is held. Tabs and requests of one party may overlap.
  std::shared_ptr<const Attendee> enter(const std::string& visit, visit::Party party, Attendee attendee);
  /// The one who entered last and is still there; null when nobody is.
  std::shared_ptr<const Attendee> find(const std::string& visit, visit::Party party) const;

  /// The lines of a session that is over are shut at once.
  void end_session(SessionId session) const;

  struct Waiting {
    OwnerId patient;
    OwnerId clinician;
    Time start;  ///< of the appointment
  };
  /// A patient waits for this clinician. The place from 1: those who wait too and whose appointment begins
  /// earlier come first. One who hasn't been heard of for two minutes doesn't wait any more.
  std::size_t wait(RecordId visit, Waiting who, Time now);
  /// The place of one who waits already, and is thereby heard of; none for anybody else.
  std::optional<std::size_t> place(RecordId visit, OwnerId patient, Time now);
  void leave_queue(RecordId visit);

 private:
  using Presences = std::vector<std::weak_ptr<const Attendee>>;
  struct Queued {
    Waiting who;
    Time heard;
  };
  std::size_t place_of(RecordId visit) const;

  mutable std::mutex mutex_;
  std::map<std::string, std::array<Presences, 2>> visits_;
  std::map<RecordId, Queued> queue_;
};

}  // namespace salus::portal
