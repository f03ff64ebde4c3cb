// SPDX-License-Identifier: Apache-2.0
// Writes Practitioner and Patient.
#include "people.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace salus::demo {
namespace {

using std::chrono::days;

constexpr std::array<std::string_view, 6> streets_us{"Maple Street", "Harbor Road",  "Lincoln Avenue",
                                                     "Orchard Lane", "River Street", "Cedar Court"};
constexpr std::array<std::string_view, 4> streets_es{"Calle del Mar", "Calle Mayor", "Plaza de la Merced",
                                                     "Paseo del Faro"};

OwnerId owner_of(RecordId id) {
  return OwnerId::from(id.bytes()).value();
}

void human_name(JsonWriter& json, std::string_view prefix, std::string_view given, std::string_view family) {
  json.key("name").begin_array().begin_object().field("use", "official");
  json.field("text", prefix.empty() ? fmt::format("{} {}", given, family)
                                    : fmt::format("{} {} {}", prefix, given, family));
  json.field("family", family).key("given").begin_array().string(given).end_array();
  if (!prefix.empty()) json.key("prefix").begin_array().string(prefix).end_array();
  json.end_object().end_array();
}

std::string_view gender(Sex sex) {
  return sex == Sex::female ? "female" : "male";
}

/// Of numbers that are never given out: 555-01xx in North America, and a subscriber of zeros in Spain.
std::string phone(World& world) {
  const int last = world.random.between(0, 99);
  return world.country == Country::united_states ? fmt::format("+1 518 555 01{:02}", last)
                                                 : fmt::format("+34 600 000 0{:02}", last);
}

void contact(World& world, JsonWriter& json) {
  json.key("telecom").begin_array().begin_object().field("system", "phone").field("use", "mobile");
  json.field("value", phone(world)).end_object().end_array();
}

void address(World& world, JsonWriter& json) {
  const bool us = world.country == Country::united_states;
  const int number = world.random.between(1, 240);
  const std::string_view street = us ? world.random.pick(streets_us) : world.random.pick(streets_es);
  json.key("address").begin_array().begin_object().field("use", "home").key("line").begin_array();
  json.string(us ? fmt::format("{} {}", number, street) : fmt::format("{}, {}", street, number)).end_array();
  if (us) {
    json.field("city", "Riverside Falls").field("state", "NY").field("country", "US");
  } else {
    json.field("city", "Puerto Claro").field("country", "ES");
  }
  json.end_object().end_array();
}

std::vector<const Problem*> problems_of(World& world, int age) {
  std::vector<const Problem*> out;
  const int wanted = world.random.between(1, age > 55 ? 4 : 2);
  for (int tries = 0; tries < 40 && static_cast<int>(out.size()) < wanted; ++tries) {
    const Problem& problem = world.random.pick(chronic());
    if (problem.least_age <= age && std::ranges::find(out, &problem) == out.end()) out.push_back(&problem);
  }
  return out;
}

}  // namespace

void World::add(std::string_view kind, RecordId id, OwnerId owner, JsonWriter json) {
  json.end_object();
  clinic.resources.push_back({policy::Kind::parse(kind).value(), id, owner, std::move(json).text()});
}

void add_clinician(World& world, const ClinicianWords& words) {
  Clinician clinician;
  clinician.id = world.new_id();
  clinician.owner = owner_of(clinician.id);
  clinician.name = fmt::format("{} {} {}", words.prefix, words.given, words.family);
  clinician.specialty = words.specialty;

  JsonWriter json = resource("Practitioner");
  json.key("active").boolean(true);
  human_name(json, words.prefix, words.given, words.family);
  json.key("telecom").begin_array().begin_object().field("system", "email").field("use", "work");
  json.field("value", words.email).end_object().end_array().field("gender", gender(words.sex));
  json.key("qualification").begin_array().begin_object().key("code");
  worded(json, words.specialty);
  json.end_object().end_array();
  world.add("Practitioner", clinician.id, clinician.owner, std::move(json));

  world.clinic.people.push_back(
      {clinician.name, std::string(words.email), policy::Role::clinician, clinician.owner});
  world.clinicians.push_back(std::move(clinician));
}

void add_patient(World& world, Name name, int age, std::vector<const Problem*> problems) {
  Patient patient;
  patient.id = world.new_id();
  patient.owner = owner_of(patient.id);
  patient.name = std::move(name);
  patient.age = age;
  patient.since = world.now - days(365 * world.random.between(3, 7) + world.random.between(0, 200));
  patient.problems = problems.empty() ? problems_of(world, age) : std::move(problems);
  patient.doctor = world.patients.size() % world.clinicians.size();
  patient.weight = (patient.name.sex == Sex::female ? 68 : 82) + world.random.around(14);

  JsonWriter json = resource("Patient");
  json.key("identifier").begin_array().begin_object().field("use", "usual").key("type");
  codeable(json, {"http://terminology.hl7.org/CodeSystem/v2-0203", "MR", "Medical record number"});
  json.field("value", fmt::format("{:07}", 4100000 + 37 * world.patients.size())).end_object().end_array();
  json.key("active").boolean(true);
  human_name(json, "", patient.name.given, patient.name.family);
  contact(world, json);
  json.field("gender", gender(patient.name.sex));
  json.field("birthDate", date_text(world.now - days(365 * age + age / 4 + world.random.between(1, 360))));
  address(world, json);
  json.key("communication").begin_array().begin_object().key("language");
  codeable(json, {"urn:ietf:bcp:47", world.country == Country::united_states ? "en" : "es"});
  json.end_object().end_array().key("generalPractitioner").begin_array();
  const Clinician& doctor = world.clinicians[patient.doctor];
  reference(json, "Practitioner", doctor.id, doctor.name);
  json.end_array();
  world.add("Patient", patient.id, patient.owner, std::move(json));
  world.patients.push_back(std::move(patient));
}

void let_in(World& world, Patient& patient, std::string_view email) {
  patient.signs_in = true;
  world.clinic.people.push_back(
      {patient.name.text(), std::string(email), policy::Role::patient, patient.owner});
}

void add_staff(World& world, std::string_view name, std::string_view email, policy::Role role) {
  world.clinic.people.push_back({std::string(name), std::string(email), role, {}});
}

}  // namespace salus::demo
