// SPDX-License-Identifier: Apache-2.0
// What a booking holds, so that nobody has two at one time.
#pragma once

#include "gate/gate.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace salus::portal {

/// The unique value that a taken slot holds.
inline constexpr std::string_view slot_claim = "slot";

inline constexpr std::chrono::hours longest_booking{8};

/// Of one appointment.
struct BookedTime {
  RecordId appointment;
  std::optional<RecordId> slot;
  OwnerId patient;
  Time start;
  Time end;
};

/// The slot, and every five minutes of the patient's time: two bookings that overlap can't both be written.
/// Code::invalid when it doesn't end after it starts, or lasts longer than `longest_booking`.
Result<std::vector<records::Unique>> held_by(const BookedTime& booked, records::Unique::Kind what);

}  // namespace salus::portal
