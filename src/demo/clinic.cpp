// SPDX-License-Identifier: Apache-2.0
// The two clinics, put together.
#include "chart.hpp"
#include "people.hpp"
#include "schedule.hpp"

namespace salus::demo {
namespace {

using policy::Role;

constexpr std::size_t full_others = 24;  ///< patients beside the two who sign in

void add_histories(World& world) {
  for (Patient& patient : world.patients) add_history(world, patient);
  for (const Patient& patient : world.patients) {
    if (patient.signs_in) {
      for (std::size_t i = 0; i < world.clinicians.size(); ++i) add_messages(world, patient, i, 3);
    } else if (world.random.chance(35)) {
      add_messages(world, patient, patient.doctor, 1);
    }
  }
}

void add_riverside(World& world) {
  world.clinic.name = "Riverside Family Health";
  world.clinic.region = "us-east";
  add_clinician(world,
                {"Dr.", "Elena", "Rivera", Sex::female, "Family medicine", "elena.rivera@riverside.example"});
  add_clinician(
      world, {"Dr.", "Samuel", "Okafor", Sex::male, "Internal medicine", "samuel.okafor@riverside.example"});
  add_slots(world);

  add_patient(world, {"Carmen", "Delgado", Sex::female}, 63,
              {&problem("E11.9"), &problem("I10"), &problem("E78.5"), &problem("M17.9")});
  add_patient(world, {"James", "Whitfield", Sex::male}, 37,
              {&problem("J45.909"), &problem("F41.1"), &problem("J30.9")});
  let_in(world, world.patients[0], "carmen.delgado@mail.example");
  let_in(world, world.patients[1], "james.whitfield@mail.example");
  for (Name& name : invent_names(world.random, Names::mixed, full_others)) {
    add_patient(world, std::move(name), world.random.between(19, 84), {});
  }

  add_staff(world, "Grace Lindqvist", "grace.lindqvist@riverside.example", Role::nurse);
  add_staff(world, "Tomás Herrera", "tomas.herrera@riverside.example", Role::front_desk);
  add_staff(world, "Priya Raman", "priya.raman@riverside.example", Role::privacy_officer);
  add_staff(world, "Aiko Tanaka", "aiko.tanaka@riverside.example", Role::custodian);
  add_staff(world, "Benjamin Adler", "benjamin.adler@riverside.example", Role::custodian);
  add_staff(world, "Ruth Mbeki", "ruth.mbeki@riverside.example", Role::administrator);
}

void add_puerto(World& world) {
  world.clinic.name = "Clínica del Puerto";
  world.clinic.region = "eu-south";
  add_clinician(world, {"Dra.", "Lucía", "Navarro", Sex::female, "Medicina de familia",
                        "lucia.navarro@puerto.example"});
  add_slots(world);

  add_patient(world, {"Isabel", "Romero Díaz", Sex::female}, 58, {&problem("I10"), &problem("E03.9")});
  let_in(world, world.patients[0], "isabel.romero@correo.example");
  for (Name& name : invent_names(world.random, Names::spanish, 2)) {
    add_patient(world, std::move(name), world.random.between(30, 75), {});
  }
  add_staff(world, "Andrés Molina", "andres.molina@puerto.example", Role::privacy_officer);
  add_staff(world, "Nuria Campos", "nuria.campos@puerto.example", Role::administrator);
}

}  // namespace

std::string_view time_zone(Size size) {
  return size == Size::full ? "America/New_York" : "Europe/Madrid";
}

Clinic make_clinic(std::uint64_t seed, Size size, const Zone& zone, Time now) {
  const bool full = size == Size::full;
  // Of one seed, the two clinics share no id.
  World world(Prng(full ? seed : ~seed).next(), full ? Country::united_states : Country::spain, zone,
              std::chrono::floor<std::chrono::seconds>(now));
  world.clinic.time_zone = time_zone(size);
  if (full) {
    add_riverside(world);
  } else {
    add_puerto(world);
  }
  add_histories(world);
  add_bookings(world);
  return std::move(world.clinic);
}

}  // namespace salus::demo
