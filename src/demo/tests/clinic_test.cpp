// SPDX-License-Identifier: Apache-2.0
// The demo's clinics: repeatable, valid by FHIR and by the policy files, whole, and alive at any hour.
#include "demo.hpp"
#include "fhir/fhir.hpp"
#include "policy/policy.hpp"
#include "visits.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace salus::demo {
namespace {

using namespace std::chrono;

Time at(year_month_day date, minutes of_day) {
  return Time(sys_days(date)) + of_day;
}
const Time sunday_noon = at(2026y / November / 22, hours(17) + minutes(7));
constexpr std::uint64_t seed = 7;

Zone zone(Size size) {
  return Zone::named(time_zone(size)).value();
}
Clinic make(std::uint64_t seed, Size size, Time now) {
  return make_clinic(seed, size, zone(size), now);
}

const Clinic& full() {
  static const Clinic clinic = make(seed, Size::full, sunday_noon);
  return clinic;
}
const Clinic& small() {
  static const Clinic clinic = make(seed, Size::small, sunday_noon);
  return clinic;
}

Json json_of(const Resource& resource) {
  return Json::parse(as_bytes(resource.json)).value();
}

std::string text(const Json& json, std::initializer_list<std::string_view> path) {
  Json::Index at = 0;
  for (const std::string_view name : path) {
    at = json.find(at, name);
    if (at == 0) return {};
  }
  return json.string(at);
}

std::size_t count(const Clinic& clinic, std::string_view kind) {
  return static_cast<std::size_t>(std::ranges::count_if(
      clinic.resources, [&](const Resource& each) { return each.kind.view() == kind; }));
}

std::vector<std::string> references(const Json& json) {
  std::vector<std::string> out;
  for (Json::Index i = 1; i < json.size(); ++i) {
    if (json.name(i) == "reference" && json[i].shape == Json::Shape::string) out.push_back(json.string(i));
  }
  return out;
}

/// Start of a booked appointment with each clinician, for each patient, as text.
using Soonest = std::map<std::pair<std::string, std::string>, std::set<std::string>>;
Soonest booked(const Clinic& clinic) {
  Soonest out;
  for (const Resource& each : clinic.resources) {
    if (each.kind.view() != "Appointment") continue;
    const Json json = json_of(each);
    if (text(json, {"status"}) != "booked") continue;
    const auto of = references(json);  // slot, patient, practitioner
    out[{of.at(1), of.at(2)}].insert(text(json, {"start"}));
  }
  return out;
}

TEST(clinic, same_seed_and_time_same_clinic) {
  const Clinic again = make(seed, Size::full, sunday_noon);
  ASSERT_EQ(again.resources.size(), full().resources.size());
  for (std::size_t i = 0; i < again.resources.size(); ++i) {
    EXPECT_EQ(again.resources[i].id.text(), full().resources[i].id.text());
    EXPECT_EQ(again.resources[i].json, full().resources[i].json);
  }
  ASSERT_EQ(again.taken.size(), full().taken.size());
  ASSERT_EQ(again.relations.size(), full().relations.size());
  for (std::size_t i = 0; i < again.taken.size(); ++i)
    EXPECT_TRUE(again.taken[i].slot == full().taken[i].slot);

  const Clinic other = make(seed + 1, Size::full, sunday_noon);
  EXPECT_NE(other.resources.front().id.text(), full().resources.front().id.text());
}

TEST(clinic, every_resource_is_valid_and_can_be_stored) {
  const auto rules = policy::read(SALUS_SOURCE_DIR "/policy");
  ASSERT_TRUE(rules) << policy::describe(rules.error());
  const fhir::Classes classes{
      [&](const policy::Kind& kind, std::string_view element) { return rules->class_of(kind, element); },
      [&](std::string_view system, std::string_view code) { return rules->class_of_label(system, code); },
      {}};
  for (const Clinic* clinic : {&full(), &small()}) {
    for (const Resource& each : clinic->resources) {
      const auto parsed = fhir::Resource::parse(each.kind.view(), as_bytes(each.json));
      ASSERT_TRUE(parsed) << parsed.error().issues.front().expression << ": "
                          << parsed.error().issues.front().text.view() << "\n"
                          << each.json;
      EXPECT_FALSE(parsed->id());
      const auto draft = fhir::split(*parsed, {each.kind, each.id, each.owner, 1}, classes);
      ASSERT_TRUE(draft) << draft.error().context.view() << "\n" << each.json;
      EXPECT_TRUE(draft->labels.empty());
      EXPECT_FALSE(draft->members.empty());
    }
  }
}

TEST(clinic, sizes_are_as_promised) {
  EXPECT_EQ(count(full(), "Practitioner"), 2U);
  EXPECT_GE(count(full(), "Patient"), 25U);
  EXPECT_EQ(count(small(), "Practitioner"), 1U);
  EXPECT_EQ(count(small(), "Patient"), 3U);
  EXPECT_NE(full().region, small().region);
  for (const auto kind : {"Condition", "MedicationRequest", "AllergyIntolerance", "Observation",
                          "DocumentReference", "Communication", "Consent", "Encounter", "Composition"}) {
    EXPECT_GE(count(full(), kind), 10U) << kind;
    EXPECT_GE(count(small(), kind), 1U) << kind;
  }
  EXPECT_EQ(count(full(), "Encounter"), count(full(), "Composition"));
}

TEST(clinic, stays_small_whatever_the_seed) {
  for (std::uint64_t other = 0; other < 12; ++other) {
    EXPECT_LE(make(other, Size::full, sunday_noon).resources.size(), 2500U) << other;
  }
}

TEST(clinic, every_patient_has_years_of_visits) {
  const std::string two_years_ago = rfc3339(sunday_noon - days(730));
  for (const Clinic* clinic : {&full(), &small()}) {
    std::map<OwnerId, std::string> oldest;
    for (const Resource& each : clinic->resources) {
      if (each.kind.view() != "Encounter") continue;
      const std::string start = text(json_of(each), {"period", "start"});
      ASSERT_FALSE(start.empty());
      auto& known = oldest[each.owner];
      if (known.empty() || start < known) known = start;
    }
    EXPECT_EQ(oldest.size(), count(*clinic, "Patient"));
    for (const auto& [owner, start] : oldest) EXPECT_LT(start, two_years_ago);
  }
}

TEST(clinic, nothing_but_plans_lies_ahead) {
  for (const Resource& each : full().resources) {
    const Json json = json_of(each);
    for (const auto member : {"effectiveDateTime", "recordedDate", "authoredOn", "sent", "date", "created"}) {
      EXPECT_LE(text(json, {member}), rfc3339(sunday_noon)) << each.json;
    }
  }
}

TEST(clinic, references_resolve_and_ids_are_unique) {
  std::set<std::string> everywhere;
  for (const Clinic* clinic : {&full(), &small()}) {
    std::set<std::string> known;
    for (const Resource& each : clinic->resources) {
      const auto name = std::string(each.kind.view()) + "/" + each.id.text();
      EXPECT_TRUE(known.insert(name).second);
      EXPECT_TRUE(everywhere.insert(name).second);
    }
    // An id of two records is one visit's appointment, encounter and note; no other kinds share any.
    std::map<std::string, std::string> ids;
    for (const Resource& each : clinic->resources) {
      const auto kind = each.kind.view();
      const bool visit = kind == "Appointment" || kind == "Encounter" || kind == "Composition";
      const auto [found, fresh] = ids.emplace(each.id.text(), visit ? "visit" : "other");
      EXPECT_TRUE(fresh || (visit && found->second == "visit"));
    }
    std::size_t followed = 0;
    for (const Resource& each : clinic->resources) {
      for (const std::string& target : references(json_of(each))) {
        EXPECT_TRUE(known.contains(target)) << target << " in " << each.json;
        ++followed;
      }
    }
    EXPECT_GT(followed, clinic->resources.size());
  }
}

TEST(clinic, owners_come_before_what_they_own) {
  for (const Clinic* clinic : {&full(), &small()}) {
    std::set<OwnerId> owners;
    for (const Resource& each : clinic->resources) {
      if (each.kind.view() == "Patient" || each.kind.view() == "Practitioner") {
        EXPECT_TRUE(std::ranges::equal(each.id.bytes(), each.owner.bytes()));
        owners.insert(each.owner);
      }
      EXPECT_TRUE(owners.contains(each.owner)) << each.json;
    }
    for (const Person& person : clinic->people)
      EXPECT_TRUE(person.owner.empty() || owners.contains(person.owner));
  }
}

TEST(clinic, the_right_people_sign_in) {
  const auto roles = [](const Clinic& clinic) {
    std::map<policy::Role, int> out;
    std::set<std::string> emails;
    for (const Person& person : clinic.people) {
      ++out[person.role];
      EXPECT_TRUE(emails.insert(person.email).second);
      EXPECT_TRUE(person.email.ends_with(".example"));
      const bool record = person.role == policy::Role::patient || person.role == policy::Role::clinician;
      EXPECT_EQ(person.owner.empty(), !record) << person.name;
    }
    return out;
  };
  using policy::Role;
  EXPECT_EQ(roles(full()), (std::map<Role, int>{{Role::patient, 2},
                                                {Role::clinician, 2},
                                                {Role::nurse, 1},
                                                {Role::front_desk, 1},
                                                {Role::privacy_officer, 1},
                                                {Role::custodian, 2},
                                                {Role::administrator, 1}}));
  EXPECT_EQ(
      roles(small()),
      (std::map<Role, int>{
          {Role::patient, 1}, {Role::clinician, 1}, {Role::privacy_officer, 1}, {Role::administrator, 1}}));
}

TEST(clinic, who_signs_in_sees_every_clinician_soon_at_any_hour) {
  for (const auto size : {Size::full, Size::small}) {
    for (int quarter = 0; quarter < 24 * 4; quarter += 5) {
      const Time now = at(2026y / March / 8, minutes(15 * quarter));  // clocks change in New York
      const Clinic clinic = make(seed, size, now);
      const auto appointments = booked(clinic);
      for (const Person& patient : clinic.people) {
        if (patient.role != policy::Role::patient) continue;
        std::set<std::string> times;
        for (const Person& clinician : clinic.people) {
          if (clinician.role != policy::Role::clinician) continue;
          const auto found = appointments.find({"Patient/" + id_text(patient.owner.bytes()),
                                                "Practitioner/" + id_text(clinician.owner.bytes())});
          ASSERT_NE(found, appointments.end()) << rfc3339(now);
          EXPECT_GE(*found->second.begin(), rfc3339(now));
          EXPECT_LE(*found->second.begin(), rfc3339(now + hours(3)));
          EXPECT_TRUE(times.insert(*found->second.begin()).second) << "two at once";
        }
      }
    }
  }
}

TEST(clinic, who_signs_in_has_a_visit_today_at_any_hour) {
  for (const auto size : {Size::full, Size::small}) {
    const Zone there = zone(size);
    for (const minutes time : {minutes(0), minutes(10), minutes(8h), minutes(14h), minutes(22h), 22h + 39min,
                               22h + 50min, 23h + 5min, 23h + 30min, 23h + 50min, 23h + 59min}) {
      const Time now = there.at(local_days(2026y / November / 22) + time);
      const Clinic clinic = make(seed, size, now);
      const auto day = there.day(now);
      const std::string from = rfc3339(there.start(day)), until = rfc3339(there.start(day + days(1)));
      std::set<OwnerId> seen;
      for (const Resource& each : clinic.resources) {
        if (each.kind.view() != "Appointment") continue;
        const std::string start = text(json_of(each), {"start"});
        if (start >= from && start < until) seen.insert(each.owner);
      }
      for (const Person& patient : clinic.people) {
        if (patient.role != policy::Role::patient) continue;
        EXPECT_TRUE(seen.contains(patient.owner)) << rfc3339(now);
      }
    }
  }
}

TEST(clinic, a_slot_is_taken_once_and_lies_where_its_appointment_lies) {
  std::map<RecordId, std::string> starts;
  for (const Resource& each : full().resources) {
    if (each.kind.view() == "Slot" || each.kind.view() == "Appointment")
      starts[each.id] = text(json_of(each), {"start"});
  }
  std::set<RecordId> slots, appointments;
  for (const Taken& taken : full().taken) {
    EXPECT_TRUE(slots.insert(taken.slot).second);
    EXPECT_TRUE(appointments.insert(taken.appointment).second);
    EXPECT_EQ(starts.at(taken.slot), starts.at(taken.appointment));
  }
  EXPECT_GE(slots.size(), 20U);
  EXPECT_LT(slots.size(), count(full(), "Slot") / 2);
}

TEST(clinic, each_current_appointment_has_its_relation) {
  std::map<RecordId, const Relation*> relations;
  for (const Relation& each : full().relations) {
    EXPECT_TRUE(relations.emplace(each.record, &each).second);
    EXPECT_EQ(each.fact.kind, policy::Relation::appointment);
    EXPECT_EQ(each.fact.until - each.fact.from, hours(48) + slot_length);
    EXPECT_GT(each.fact.until, sunday_noon);
  }
  std::size_t current = 0;
  for (const Resource& each : full().resources) {
    if (each.kind.view() != "Appointment") continue;
    const Json json = json_of(each);
    if (text(json, {"end"}) <= rfc3339(sunday_noon - hours(24))) continue;
    ++current;
    ASSERT_TRUE(relations.contains(each.id));
    const gate::RelationFact& fact = relations.at(each.id)->fact;
    EXPECT_TRUE(fact.about == each.owner);
    EXPECT_EQ(rfc3339(fact.from + hours(24)), text(json, {"start"}));
    EXPECT_EQ("Practitioner/" + id_text(fact.who.bytes()), references(json).at(2));
  }
  EXPECT_EQ(current, relations.size());
}

}  // namespace
}  // namespace salus::demo
