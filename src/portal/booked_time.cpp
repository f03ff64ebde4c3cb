// SPDX-License-Identifier: Apache-2.0
// What a booking holds, so that nobody has two at one time.
#include "portal/booked_time.hpp"

namespace salus::portal {
namespace {

using Grain = std::chrono::duration<std::int64_t, std::ratio<300>>;

}  // namespace

Result<std::vector<records::Unique>> held_by(const BookedTime& booked, records::Unique::Kind what) {
  if (booked.end <= booked.start || booked.end - booked.start > longest_booking)
    return fail(Code::invalid, "portal: not a time for an appointment");
  TRY(const auto kind, policy::Kind::parse("Appointment"));
  std::vector<records::Unique> held;
  const auto hold = [&](std::string_view name, std::string value) {
    records::Unique one;
    one.name = name;
    one.value = std::move(value);
    one.record = booked.appointment;
    one.kind = kind;
    one.what = what;
    held.push_back(std::move(one));
  };
  if (booked.slot) hold(slot_claim, booked.slot->text());
  for (Time at = std::chrono::floor<Grain>(booked.start); at < booked.end; at += Grain(1))
    hold("patient-time", booked.patient.text() + " " + std::to_string(at.time_since_epoch().count()));
  return held;
}

}  // namespace salus::portal
