// SPDX-License-Identifier: Apache-2.0
// Accesses and audit rows against the contract.
#include "access_view.hpp"

#include "access_words.hpp"
#include "pages.hpp"

namespace salus::portal {
namespace {

const Time visit_start{std::chrono::milliseconds(1'767'261'600'000)};  // 2026-01-01T10:00:00Z

policy::Rules some_rules() {
  policy::Rules rules;
  policy::Rule chart;
  chart.id = "clinician.chart";
  chart.relations = {policy::Relation::appointment, policy::Relation::encounter};
  policy::Rule desk;
  desk.id = "desk.patients";
  desk.any_owner = true;
  rules.rules = {chart, desk};
  return rules;
}

audit::Entry entry(audit::LeafIndex index, Time at, std::string rule, policy::Role role) {
  audit::Entry made;
  made.index = index;
  made.sequence = index;
  made.at = at;
  made.actor = "actor";
  made.roles.add(role);
  made.hop = "portal_clinician";
  made.rule = std::move(rule);
  audit::EntryRecord touched;
  touched.kind = "Condition";
  touched.owner = owner_id(1);
  touched.classes.add(policy::Class::clinical);
  made.records.push_back(touched);
  return made;
}

AccessWords words(const policy::Rules& rules) {
  return {[](const std::string&) { return Actor{"Dr. Rivera", owner_id(2)}; },
          [](OwnerId, OwnerId, Time) { return policy::RelationSet{policy::Relation::appointment}; }, rules,
          "me"};
}

std::string one_visit(const std::string& status = "fulfilled") {
  const std::vector<records::Document> booked{
      document("Appointment", 5,
               R"({"status":")" + status + R"(","start":"2026-01-01T10:00:00Z","end":"2026-01-01T10:20:00Z",
                                  "participant":[{"actor":{"reference":"Practitioner/)" +
                   owner_id(2).text() + R"(","display":"Dr. Rivera"}}]})")};
  return visits_text(booked).value();
}

TEST(access_view, entries_are_grouped_by_visit) {
  const policy::Rules rules = some_rules();
  const auto visits = visit_windows(one_visit()).value();
  ASSERT_EQ(visits.size(), 1U);
  Contract::holds("AccessVisit", visits.front().json);
  EXPECT_EQ(visits.front().from, visit_start - std::chrono::minutes(15));
  EXPECT_EQ(visits.front().until, visit_start + std::chrono::minutes(80));
  const Entries entries{
      entry(3, visit_start + std::chrono::hours(5), "desk.patients", policy::Role::front_desk),
      entry(4, visit_start + std::chrono::hours(5), "a rule that is gone", policy::Role::nurse),
      entry(2, visit_start, "clinician.chart", policy::Role::clinician)};
  const std::string json = groups_json(entries, owner_id(1), visits, words(rules));
  Contract::holds_each("AccessGroup", json);
  const Json groups = parsed(json);
  ASSERT_EQ(groups[0].count, 2U);
  const auto within = groups.first(0);
  const auto first = groups.first(groups.find(within, "entries"));
  EXPECT_EQ(groups.string(groups.find(first, "relation")), "appointment");
  EXPECT_EQ(groups.raw(groups.find(first, "odd")), "false");
  const auto outside = groups.next(within);
  EXPECT_EQ(groups.raw(groups.find(outside, "visit")), "null");
  const auto desk = groups.first(groups.find(outside, "entries"));
  EXPECT_EQ(groups.raw(groups.find(desk, "odd")), "false") << "its rule asks for no relation";
  EXPECT_EQ(groups.raw(groups.find(groups.next(desk), "odd")), "true") << "no relation";
}

TEST(access_view, a_visit_holds_what_was_done_by_those_who_take_part) {
  const policy::Rules rules = some_rules();
  AccessWords people = words(rules);
  people.who = [](const std::string& actor) {
    return Actor{actor, owner_id(actor == "patient" ? 1 : actor == "rivera" ? 2 : 3)};
  };
  struct Row {
    const char* actor;
    policy::RoleSet roles;
    bool when_planned;
    bool when_held;
  };
  const Row rows[] = {
      {"rivera", {policy::Role::clinician}, true, true},
      {"okafor", {policy::Role::clinician}, false, false},
      {"nurse", {policy::Role::nurse}, true, true},
      {"patient", {policy::Role::patient}, false, true},
      {"desk", {policy::Role::front_desk}, false, false},
      {"visit", {}, false, true},
      {"demo", {}, false, false},
      {"officer", {policy::Role::privacy_officer}, false, false},
  };
  const auto groups_for = [&](const Row& row, const char* status) {
    audit::Entry made = entry(1, visit_start, "clinician.chart", policy::Role::clinician);
    made.actor = row.actor;
    made.roles = row.roles;
    const Json groups =
        parsed(groups_json({made}, owner_id(1), visit_windows(one_visit(status)).value(), people));
    return groups.raw(groups.find(groups.first(0), "visit")) != "null";
  };
  for (const Row& row : rows) {
    EXPECT_EQ(groups_for(row, "booked"), row.when_planned) << row.actor;
    EXPECT_EQ(groups_for(row, "fulfilled"), row.when_held) << row.actor;
  }
  EXPECT_TRUE(visit_windows(one_visit("cancelled")).value().empty());
}

TEST(access_view, events_of_a_call_stand_on_who_caused_them) {
  const policy::Rules rules = some_rules();
  audit::Entry joined = entry(1, visit_start, "", policy::Role::clinician);
  joined.records.clear();
  joined.event = "visit-joined";
  audit::Entry reported = joined;
  reported.event = "safety-code-differs";
  reported.rule = "people_said_so";
  reported.outcome = audit::Outcome::denied;
  const AccessWords near = words(rules);
  EXPECT_EQ(verb_of(joined), "event");
  EXPECT_EQ(verb_of(reported), "event") << "nothing was asked for, so nothing was refused";
  EXPECT_EQ(relation_of(joined, owner_id(1), near), policy::Relation::appointment);
  const Json groups = parsed(groups_json({reported, joined}, owner_id(1), {}, near));
  const auto first = groups.first(groups.find(groups.first(0), "entries"));
  EXPECT_EQ(groups.raw(groups.find(first, "odd")), "true") << "a report deserves a look";
  EXPECT_EQ(groups.raw(groups.find(groups.next(first), "odd")), "false");

  AccessWords far = words(rules);
  far.between = [](OwnerId, OwnerId, Time) { return policy::RelationSet{}; };
  EXPECT_FALSE(relation_of(joined, owner_id(1), far));
}

TEST(access_view, accesses_come_a_page_at_a_time_and_say_when_older_ones_exist) {
  const policy::Rules rules = some_rules();
  AccessPage page;
  page.patient = owner_id(1);
  page.status = status_json(audit::Status(), "salus audit verify");
  page.most = 2;
  Entries entries;
  for (audit::LeafIndex index = 9; index > 6; --index) {
    entries.push_back(entry(index, visit_start, "clinician.chart", policy::Role::clinician));
  }
  const std::string first = accesses_json(entries, page, words(rules));
  Contract::holds("Accesses", first);
  const Json json = parsed(first);
  EXPECT_EQ(json.string(json.find(0, "next")), "8") << "the oldest that is shown";
  const auto group = json.first(json.find(0, "groups"));
  EXPECT_EQ(json[json.find(group, "entries")].count, 2U);
  entries.pop_back();
  page.person = R"({"handle":"a","name":"Ana Ruiz"})";
  const std::string last = accesses_json(entries, page, words(rules));
  Contract::holds("Accesses", last);
  EXPECT_NE(last.find(R"("next":null)"), std::string::npos) << "as many as fit, and no more";
}

TEST(access_view, an_audit_row_counts_patients_and_not_staff) {
  const policy::Rules rules = some_rules();
  audit::Entry made = entry(1, visit_start, "desk.patients", policy::Role::front_desk);
  for (const std::uint8_t owner : {1, 3, 4}) {
    made.records.push_back(made.records.front());
    made.records.back().owner = owner_id(owner);
  }
  const auto row_of = [&] {
    return audit_rows(audit_text({made}, {}, 2, false, words(rules))).value().rows.front();
  };
  EXPECT_NE(row_of().json.find(R"("patients":3)"), std::string::npos) << row_of().json;
  for (audit::EntryRecord& record : made.records) record.kind = "Practitioner";
  EXPECT_NE(row_of().json.find(R"("patients":0)"), std::string::npos) << row_of().json;
}

TEST(access_view, an_audit_row_says_whose_account_it_is_about) {
  const policy::Rules rules = some_rules();
  audit::Entry made = entry(1, visit_start, "administrator.accounts", policy::Role::administrator);
  made.records.front().kind = "Account";
  const auto row = audit_rows(audit_text({made}, {}, 2, false, words(rules))).value().rows.front();
  EXPECT_NE(row.json.find(R"("account":"Dr. Rivera")"), std::string::npos) << row.json;
  EXPECT_NE(row.json.find(R"("patients":0)"), std::string::npos) << row.json;
  made.records.push_back(made.records.front());
  made.records.back().id = RecordId(ByteArray<16>{std::byte{9}});
  const auto two = audit_rows(audit_text({made}, {}, 2, false, words(rules))).value().rows.front();
  EXPECT_EQ(two.json.find(R"("account":)"), std::string::npos) << "of two, none is named";
}

TEST(access_view, audit_rows_are_filtered_completed_and_paged) {
  const policy::Rules rules = some_rules();
  Entries entries;
  for (audit::LeafIndex index = 5; index > 0; --index) {
    entries.push_back(entry(index, visit_start, "clinician.chart", policy::Role::clinician));
  }
  entries[1].outcome = audit::Outcome::denied;
  AuditFilter filter;
  filter.outcome = "granted";
  filter.who = "rIvEra";
  const auto rows = audit_rows(audit_text(entries, filter, 2, false, words(rules))).value();
  ASSERT_EQ(rows.rows.size(), 2U);
  EXPECT_EQ(rows.next, "3") << "the oldest index that was looked at";
  const std::string names =
      names_text({document("Patient", 1, R"({"name":[{"text":"Ana \"A\" Ruiz"}]})")}).value();
  const std::string json = audit_entries_json(rows, names, test_handles());
  Contract::holds_each("AuditEntry", json);
  EXPECT_NE(json.find(R"("name":"Ana \"A\" Ruiz"})"), std::string::npos) << json;
  EXPECT_NE(audit_entries_json(rows, "", test_handles()).find(R"("patient":null)"), std::string::npos);
  filter.role = policy::Role::nurse;
  EXPECT_TRUE(audit_rows(audit_text(entries, filter, 2, false, words(rules)))->rows.empty());
  EXPECT_EQ(audit_rows(audit_text(entries, filter, 2, false, words(rules)))->next, "");
}

TEST(access_view, the_status_fits_the_contract) {
  audit::Status status;
  Contract::holds("LogStatus", status_json(status, "salus audit verify"));
  EXPECT_NE(status_json(status, "").find(R"("anchored_at":null)"), std::string::npos);
  status.anchored = 3;
  status.anchored_at = visit_start;
  EXPECT_NE(status_json(status, "").find(R"("anchored_at":"2026-01-01T10:00:00Z")"), std::string::npos);
}

}  // namespace
}  // namespace salus::portal
