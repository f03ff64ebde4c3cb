// SPDX-License-Identifier: Apache-2.0
// Writes Schedule and Slot, and the visits of these weeks.
#include "schedule.hpp"

#include "chart.hpp"

#include <array>
#include <set>

namespace salus::demo {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr int days_before = 7;
constexpr int days_ahead = 14;

/// Starts of slots in [from, until), hours of a day.
void open(std::set<Time>& starts, const Zone& zone, std::chrono::local_days day, hours from, hours until) {
  for (std::chrono::minutes at = from; at < until; at += slot_length) starts.insert(zone.at(day + at));
}

std::set<Time> slot_starts(const Zone& zone, Time now) {
  std::set<Time> starts;
  const auto today = zone.day(now);
  for (int offset = -days_before; offset <= days_ahead; ++offset) {
    const auto day = today + days(offset);
    open(starts, zone, day, hours(9), hours(12));
    open(starts, zone, day, hours(14), hours(17));
  }
  open(starts, zone, today, hours(7), hours(22));
  // Both zones are whole hours from UTC, so these fall on the same grid.
  const Time current = now - now.time_since_epoch() % slot_length;
  for (Time at = current - hours(3); at < current + hours(4); at += slot_length) starts.insert(at);
  return starts;
}

/// Books slots, and remembers who is where.
class Bookings {
 public:
  explicit Bookings(World& world) : world_(world) {
    for (std::size_t i = 0; i < world.patients.size(); ++i) {
      if (!world.patients[i].signs_in) others_.push_back(i);
    }
  }

  void book(std::size_t patient, std::size_t clinician, Time start) {
    if (!busy_.insert({patient, start}).second) return;
    const RecordId slot = world_.clinicians[clinician].slots.at(start);
    const Patient& who = world_.patients[patient];
    const Visit visit = invent_visit(world_, who, start, clinician);
    if (start + slot_length <= world_.now) {
      add_past_visit(world_, who, visit, slot);
    } else {
      add_appointment(world_, who, visit, State::booked, slot);
    }
  }
  /// For one of those who don't sign in.
  void book_somebody(std::size_t clinician, Time start) {
    if (!others_.empty()) book(world_.random.pick(others_), clinician, start);
  }

 private:
  World& world_;
  std::vector<std::size_t> others_;
  std::set<std::pair<std::size_t, Time>> busy_;
};

void book_today(World& world, Bookings& bookings, std::size_t clinician) {
  std::vector<Time> before, ahead;
  for (const auto& [start, slot] : world.clinicians[clinician].slots) {
    if (start + slot_length <= world.now) before.push_back(start);
    if (start >= world.now) ahead.push_back(start);
  }
  for (const std::size_t back : {2U, 3U, 5U, 7U})
    bookings.book_somebody(clinician, before[before.size() - back]);

  // Two who sign in and two clinicians: one has the first slot of one while the other has that of the other.
  std::vector<std::size_t> guests;
  for (std::size_t i = 0; i < world.patients.size(); ++i) {
    if (world.patients[i].signs_in) guests.push_back(i);
  }
  for (std::size_t i = 0; i < guests.size(); ++i) {
    const std::size_t guest = guests[(i + clinician) % guests.size()];
    const std::size_t turn = 2 * i + clinician % 2;
    bookings.book(guest, clinician, ahead[turn]);
    // Late in the evening that is tomorrow, and nobody's day may be empty.
    constexpr std::array<std::size_t, 4> back{4, 6, 8, 9};
    if (world.zone.day(ahead[turn]) != world.zone.day(world.now))
      bookings.book(guest, clinician, before[before.size() - back.at(turn)]);
  }
  for (const std::size_t later : {4U, 5U, 7U, 8U}) bookings.book_somebody(clinician, ahead[later]);
}

}  // namespace

void add_slots(World& world) {
  const auto starts = slot_starts(world.zone, world.now);
  for (Clinician& clinician : world.clinicians) {
    clinician.schedule = world.new_id();
    JsonWriter schedule = resource("Schedule");
    schedule.key("active").boolean(true).key("actor").begin_array();
    reference(schedule, "Practitioner", clinician.id, clinician.name);
    schedule.end_array().key("planningHorizon").begin_object().field("start", rfc3339(*starts.begin()));
    schedule.field("end", rfc3339(*starts.rbegin() + slot_length)).end_object();
    world.add("Schedule", clinician.schedule, clinician.owner, std::move(schedule));

    for (const Time start : starts) {
      const RecordId id = world.new_id();
      JsonWriter slot = resource("Slot");
      slot.key("schedule");
      reference(slot, "Schedule", clinician.schedule);
      slot.field("status", "free").field("start", rfc3339(start)).field("end", rfc3339(start + slot_length));
      world.add("Slot", id, clinician.owner, std::move(slot));
      clinician.slots.emplace(start, id);
    }
  }
}

void add_bookings(World& world) {
  Bookings bookings(world);
  for (std::size_t i = 0; i < world.clinicians.size(); ++i) book_today(world, bookings, i);
  for (std::size_t i = 0; i < world.clinicians.size(); ++i) {
    for (const auto& [start, slot] : world.clinicians[i].slots) {
      const bool near = start > world.now - hours(5) && start < world.now + hours(5);
      if (!near && world.random.chance(9)) bookings.book_somebody(i, start);
    }
  }
}

}  // namespace salus::demo
