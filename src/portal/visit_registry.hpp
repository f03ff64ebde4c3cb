// SPDX-License-Identifier: Apache-2.0
// Who acts in which visit just now, so that what happens in its room is audited as theirs.
#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "policy/policy.hpp"
#include "visit/room.hpp"

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace salus::portal {

/// A party of a visit while its socket is open or its request runs.
struct Attendee {
  Attendee(policy::Person who, OwnerId whose) : person(std::move(who)), patient(whose) {}
  policy::Person person;
  OwnerId patient;  ///< whose access history shows the visit
};

/// Thread-safe; lives as long as the program. In memory only: it forgets with the process, as rooms do.
class VisitRegistry {
 public:
  /// Counts as present for as long as the result is held. Tabs and requests of one party may overlap.
  std::shared_ptr<const Attendee> enter(const std::string& visit, visit::Party party, Attendee attendee);
  /// The one who entered last and is still there; null when nobody is.
  std::shared_ptr<const Attendee> find(const std::string& visit, visit::Party party) const;

  /// A patient waits (again) for this clinician. The place from 1: those who wait too and whose appointment
  /// begins earlier come first. One who hasn't been heard of for two minutes doesn't wait any more.
  std::size_t wait(RecordId visit, OwnerId clinician, Time start, Time now);
  void leave_queue(RecordId visit);

 private:
  using Presences = std::vector<std::weak_ptr<const Attendee>>;
  struct Waiting {
    OwnerId clinician;
    Time start;
    Time heard;
  };
  mutable std::mutex mutex_;
  std::map<std::string, std::array<Presences, 2>> visits_;
  std::map<RecordId, Waiting> queue_;
};

}  // namespace salus::portal
