// SPDX-License-Identifier: Apache-2.0
// The years that a chart tells of.
#include "chart.hpp"

#include "entries.hpp"

#include <algorithm>
#include <cmath>

namespace salus::demo {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

bool has(const Patient& patient, std::string_view code) {
  return std::ranges::any_of(patient.problems, [&](const Problem* each) { return each->code.code == code; });
}

/// How far the care had come at `when`: 0 at the first visit, 1 now.
double progress(const World& world, const Patient& patient, Time when) {
  return std::chrono::duration<double>(when - patient.since) / (world.now - patient.since);
}

double value_at(World& world, const Patient& patient, const Measure& measure, Time when, bool problem) {
  const double settled = 1.0 - std::exp(-4.0 * progress(world, patient, when));
  const double middle = problem ? measure.before + (measure.after - measure.before) * settled : measure.usual;
  return middle + world.random.around(measure.spread);
}

/// A weekday within working hours, on or after that day.
Time visiting_hour(World& world, Time about) {
  auto date = world.zone.day(about);
  const std::chrono::weekday weekday(date);
  if (weekday == std::chrono::Saturday) date += days(2);
  if (weekday == std::chrono::Sunday) date += days(1);
  return world.zone.at(date + hours(9) + slot_length * world.random.between(0, 8));
}

void add_measurements(World& world, const Patient& patient, const Visit& visit) {
  const Time when = visit.start - hours(1);
  add_vital(world, patient, systolic(), when, visit.systolic);
  add_vital(world, patient, diastolic(), when, visit.diastolic);
  add_vital(world, patient, heart_rate(), when, value_at(world, patient, heart_rate(), when, false));
  add_weight(world, patient, when, patient.weight + world.random.around(1.5));
}

void add_labs(World& world, const Patient& patient, Time visit) {
  const Time when = visit - days(4);
  for (const Lab lab : {Lab::hba1c, Lab::ldl, Lab::tsh, Lab::egfr, Lab::ferritin, Lab::vitamin_d}) {
    const bool problem =
        std::ranges::any_of(patient.problems, [&](const Problem* each) { return each->lab == lab; });
    const bool screening = patient.signs_in && (lab == Lab::ldl || lab == Lab::hba1c);
    if (!problem && !screening) continue;
    add_lab(world, patient, measure(lab), when, value_at(world, patient, measure(lab), when, problem));
  }
}

void add_problems(World& world, Patient& patient) {
  for (const Problem* each : patient.problems) {
    const Problem& problem = *each;
    const Time onset = patient.since - days(world.random.between(60, 1500));
    patient.conditions.push_back(add_condition(world, patient, problem, onset, patient.since, {}));
    if (!problem.medication.text.empty()) {
      add_prescription(world, patient, problem, patient.since + minutes(15), Course::ongoing);
    }
  }
}

}  // namespace

Visit invent_visit(World& world, const Patient& patient, Time start, std::size_t clinician) {
  Visit visit;
  visit.start = start;
  visit.clinician = clinician;
  const bool pressure = has(patient, "I10");
  visit.systolic = static_cast<int>(value_at(world, patient, systolic(), start, pressure));
  visit.diastolic = static_cast<int>(value_at(world, patient, diastolic(), start, pressure));
  if (patient.problems.empty() || world.random.chance(30)) {
    visit.problem = &world.random.pick(acute());
  } else {
    const std::size_t which = world.random.below(patient.problems.size());
    visit.problem = patient.problems[which];
    visit.condition = patient.conditions[which];
  }
  return visit;
}

void add_past_visit(World& world, const Patient& patient, Visit visit, std::optional<RecordId> slot) {
  if (!visit.condition) {
    const Time written = visit.start + minutes(15);
    const Time healed = visit.start + days(10);
    const bool over = healed < world.now;
    visit.condition = add_condition(world, patient, *visit.problem, visit.start - days(3), written,
                                    over ? std::optional(healed) : std::nullopt);
    if (!visit.problem->medication.text.empty()) {
      add_prescription(world, patient, *visit.problem, written, over ? Course::completed : Course::ongoing);
    }
  }
  const RecordId appointment = add_appointment(world, patient, visit, State::fulfilled, slot);
  add_outcome(world, patient, visit, appointment);
}

void add_history(World& world, Patient& patient) {
  patient.since = visiting_hour(world, patient.since);
  add_problems(world, patient);
  add_consent(world, patient, patient.since);
  if (patient.signs_in || world.random.chance(60)) {
    add_allergy(world, patient, world.random.pick(allergies()), patient.since);
  }

  const int visits = patient.signs_in ? 8 : world.random.between(3, 5);
  const auto step = (world.now - days(15) - patient.since) / visits;
  for (int i = 0; i < visits; ++i) {
    const Time start = i == 0 ? patient.since : visiting_hour(world, patient.since + step * i);
    const Visit visit = invent_visit(world, patient, start, patient.doctor);
    add_measurements(world, patient, visit);
    if (i % 2 == 0) add_labs(world, patient, start);
    add_past_visit(world, patient, visit, {});
    if (i == 0 || (patient.signs_in && i % 3 == 0)) {
      add_document(world, patient, world.random.pick(papers()), start + hours(2), patient.doctor);
    }
  }
}

void add_messages(World& world, const Patient& patient, std::size_t clinician, int exchanges_wanted) {
  const std::size_t first = world.random.below(exchanges().size());
  for (int i = 0; i < exchanges_wanted; ++i) {
    const Exchange& exchange = exchanges()[(first + static_cast<std::size_t>(i)) % exchanges().size()];
    const Time asked = world.now - days(40 * (exchanges_wanted - i)) + minutes(world.random.between(0, 600));
    const RecordId question =
        add_message(world, patient, clinician, Direction::from_patient, asked, exchange.question, {});
    const Time answered = asked + minutes(world.random.between(30, 900));
    add_message(world, patient, clinician, Direction::to_patient, answered, exchange.answer, question);
  }
}

}  // namespace salus::demo
