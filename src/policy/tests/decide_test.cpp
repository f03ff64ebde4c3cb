// SPDX-License-Identifier: Apache-2.0
// The decision, case by case: what bounds a grant, and what a denial gives away.
#include "world.hpp"

namespace salus::policy {
namespace {

using Reading = std::variant<Grant<Exact>, Denial>;

const Decider& decider() {
  static const Decider one(real_rules());
  return one;
}

Code answer(const auto& decision) {
  return std::get<Denial>(decision).answer();
}

struct DeniedRow {
  const char* name;
  RoleSet roles;
  const char* kind;
  ClassSet present;
  RelationSet relations;
  ClassSet labels;
  Purpose purpose;
  Hop hop;
  Code answer;
};
const RelationSet active{Relation::appointment};
const DeniedRow denied_rows[] = {
    {"a patient for another's record",
     {Role::patient},
     "Observation",
     {Class::clinical},
     {},
     {},
     Purpose::patient_request,
     hop::portal_patient,
     Code::absent},
    {"a clinician for a patient who isn't active",
     {Role::clinician},
     "Observation",
     {Class::clinical},
     {},
     {},
     Purpose::treatment,
     hop::portal_clinician,
     Code::absent},
    {"a nurse for a diagnosis",
     {Role::nurse},
     "Condition",
     {Class::clinical},
     active,
     {},
     Purpose::treatment,
     hop::portal_nurse,
     Code::forbidden},
    {"the desk for a diagnosis",
     {Role::front_desk},
     "Condition",
     {Class::clinical},
     {},
     {},
     Purpose::operations,
     hop::portal_front_desk,
     Code::forbidden},
    {"the officer for a note",
     {Role::privacy_officer},
     "Composition",
     {Class::clinical},
     {},
     {},
     Purpose::operations,
     hop::portal_officer,
     Code::forbidden},
    {"a custodian for a name",
     {Role::custodian},
     "Patient",
     {Class::demographic},
     {},
     {},
     Purpose::operations,
     hop::portal_custodian,
     Code::forbidden},
    {"an administrator for a name",
     {Role::administrator},
     "Patient",
     {Class::demographic},
     {},
     {},
     Purpose::operations,
     hop::portal_administration,
     Code::forbidden},
    {"a custodian over a hop that would carry it",
     {Role::custodian},
     "Observation",
     {Class::clinical},
     active,
     {},
     Purpose::operations,
     hop::portal_clinician,
     Code::forbidden},
    {"a kind that policy doesn't name",
     {Role::clinician},
     "Device",
     {Class::clinical},
     active,
     {},
     Purpose::treatment,
     hop::portal_clinician,
     Code::forbidden},
    {"a purpose that no rule names",
     {Role::clinician},
     "Observation",
     {Class::clinical},
     active,
     {},
     Purpose::emergency,
     hop::portal_clinician,
     Code::forbidden},
    {"a record under a part 2 label",
     {Role::clinician},
     "Observation",
     {Class::clinical},
     active,
     {Class::part2},
     Purpose::treatment,
     hop::portal_clinician,
     Code::absent},
    {"psychotherapy notes",
     {Role::clinician},
     "Composition",
     {Class::clinical},
     active,
     {Class::psychotherapy},
     Purpose::treatment,
     hop::portal_clinician,
     Code::absent},
    {"a hop that carries no class of the rule",
     {Role::clinician},
     "Observation",
     {Class::clinical},
     active,
     {},
     Purpose::treatment,
     hop::demo_page,
     Code::forbidden},
    {"a record without a class that the role sees",
     {Role::front_desk},
     "Appointment",
     {Class::clinical},
     {},
     {},
     Purpose::operations,
     hop::portal_front_desk,
     Code::absent},
    {"nobody",
     {},
     "Patient",
     {Class::demographic},
     active,
     {},
     Purpose::treatment,
     hop::portal_clinician,
     Code::forbidden},
    {"roles that are kept apart",
     {Role::custodian, Role::clinician},
     "Observation",
     {Class::clinical},
     active,
     {},
     Purpose::treatment,
     hop::portal_clinician,
     Code::forbidden},
};

TEST(decide, denies_and_answers_as_if_there_were_nothing) {
  for (const DeniedRow& row : denied_rows) {
    SCOPED_TRACE(row.name);
    Target one = target(kind(row.kind), row.present, row.relations);
    one.labels = row.labels;
    const Subject subject = person(row.roles);
    const Asked question = asked(Action::read, row.purpose, row.hop);
    const auto decision = decider().read(subject, question, {one});
    ASSERT_TRUE(std::holds_alternative<Denial>(decision));
    EXPECT_EQ(answer(decision), row.answer);
    EXPECT_EQ(decider().nothing(subject, question, one.record.kind, one.record.id).answer(), row.answer);
    EXPECT_TRUE(decider().narrow(subject, question, {one}).scope().items.empty());
    EXPECT_FALSE(std::get<Denial>(decision).circumstance().rule.empty());
    ASSERT_EQ(std::get<Denial>(decision).records().size(), 1U);
  }
}

TEST(decide, another_tenants_record_is_absent) {
  const Subject subject = person({Role::clinician});
  const Asked question = asked(Action::read, Purpose::treatment, hop::portal_clinician);
  for (const TenantId tenant : {other_clinic, TenantId{}}) {
    Target one = target(kind("Observation"), {Class::clinical}, active);
    one.tenant = tenant;
    EXPECT_EQ(answer(decider().read(subject, question, {one})), Code::absent);
    EXPECT_TRUE(decider().narrow(subject, question, {one}).scope().items.empty());
    EXPECT_EQ(answer(decider().write(subject, question, {{one, Action::update}})), Code::absent);
  }
  EXPECT_TRUE(std::holds_alternative<Denial>(
      decider().read(person({Role::clinician}, other_clinic), question,
                     {target(kind("Observation"), {Class::clinical}, active)})));
}

TEST(decide, grants_the_classes_of_rule_and_hop_and_says_what_it_withholds) {
  const Target one =
      target(kind("Appointment"), {Class::demographic, Class::operational, Class::clinical}, active);
  const auto desk = decider().read(person({Role::front_desk}),
                                   asked(Action::read, Purpose::operations, hop::portal_front_desk), {one});
  const auto& seen = std::get<Grant<Exact>>(desk).scope().items.at(0);
  EXPECT_EQ(seen.classes, (ClassSet{Class::demographic, Class::operational}));
  EXPECT_EQ(seen.withheld, ClassSet{Class::clinical});

  const auto narrowed = decider().read(
      person({Role::clinician}), asked(Action::read, Purpose::treatment, hop::portal_front_desk), {one});
  EXPECT_EQ(std::get<Grant<Exact>>(narrowed).scope().items.at(0).withheld, ClassSet{Class::clinical})
      << "a hop without clinical takes it from a clinician too";
}

TEST(decide, one_denied_record_denies_all) {
  const Subject subject = person({Role::clinician});
  const Asked question = asked(Action::read, Purpose::treatment, hop::portal_clinician);
  const Target mine = target(kind("Observation"), {Class::clinical}, active);
  const Target not_mine = target(kind("Observation"), {Class::clinical});
  const auto decision = decider().read(subject, question, {mine, not_mine});
  EXPECT_EQ(std::get<Denial>(decision).records().size(), 2U);
  EXPECT_EQ(decider().narrow(subject, question, {mine, not_mine, mine}).scope().items.size(), 2U);
}

TEST(decide, a_denied_search_says_what_was_looked_for_and_whose) {
  Query query;
  query.kind = kind("Observation");
  query.compartment = OwnerId(ByteArray<16>{std::byte{7}});
  query.parameters = {"code"};
  const auto decision = decider().search(person({Role::custodian}),
                                         asked(Action::search, Purpose::operations, hop::portal_custodian),
                                         query, ClassSet{Class::clinical}, RelationSet());
  const auto& looked_for = std::get<Denial>(decision).query();
  ASSERT_TRUE(looked_for);
  EXPECT_EQ(looked_for->kind, query.kind);
  EXPECT_EQ(looked_for->compartment, query.compartment);
  EXPECT_EQ(looked_for->parameters, query.parameters);
}

TEST(decide, a_grant_says_who_why_where_and_until_when) {
  const auto decision = decider().read(person({Role::clinician}),
                                       asked(Action::read, Purpose::treatment, hop::portal_clinician),
                                       {target(kind("Observation"), {Class::clinical}, active)});
  const auto& grant = std::get<Grant<Exact>>(decision);
  EXPECT_EQ(grant.expires(), noon + std::chrono::seconds(60));
  EXPECT_EQ(grant.circumstance().rule, "clinician.chart");
  EXPECT_EQ(grant.circumstance().tenant, clinic);
  EXPECT_EQ(grant.circumstance().actor, AccountId(ByteArray<16>{std::byte{7}}).text());
  EXPECT_EQ(grant.circumstance().hop, hop::portal_clinician);
  EXPECT_TRUE(grant.circumstance().session.has_value());
}

TEST(decide, a_grant_that_was_spent_ends_the_program) {
  auto decision = decider().read(person({Role::clinician}), asked(Action::read),
                                 {target(kind("Observation"), {Class::clinical}, active)});
  auto& grant = std::get<Grant<Exact>>(decision);
  const Grant<Exact> taken(std::move(grant));
  EXPECT_EQ(taken.scope().items.size(), 1U);
  // NOLINTNEXTLINE(bugprone-use-after-move): what a move leaves is tested
  EXPECT_DEATH(static_cast<void>(grant.scope()), "");
}

TEST(decide, a_write_needs_every_class_of_the_version) {
  const Subject desk = person({Role::front_desk});
  const Asked question = asked(Action::update, Purpose::operations, hop::portal_front_desk);
  const ClassSet visible{Class::demographic, Class::operational};
  const Target plain = target(kind("Appointment"), visible);
  const Target with_reason = target(kind("Appointment"), visible | ClassSet{Class::clinical});
  EXPECT_TRUE(
      std::holds_alternative<Grant<Mutation>>(decider().write(desk, question, {{plain, Action::update}})));
  EXPECT_EQ(answer(decider().write(desk, question, {{with_reason, Action::update}})), Code::absent);
  EXPECT_EQ(answer(decider().write(desk, question, {{with_reason, Action::create}})), Code::forbidden);
  EXPECT_TRUE(std::holds_alternative<Denial>(
      decider().write(desk, question, {{plain, Action::update}, {with_reason, Action::update}})));
}

TEST(decide, components_get_their_own_rule_and_services_none) {
  const Target relation = target(kind("Relation"), {Class::operational});
  const Target patient = target(kind("Patient"), {Class::demographic});
  const Asked question = asked(Action::update, Purpose::patient_request, hop::portal_patient);
  const Subject visit = Component(clinic, "visit");
  EXPECT_TRUE(std::holds_alternative<Grant<Mutation>>(
      decider().write(visit, question, {{relation, Action::update}})));
  EXPECT_EQ(answer(decider().write(visit, question, {{patient, Action::update}})), Code::forbidden);
  EXPECT_EQ(answer(decider().write(Component(clinic, "stranger"), question, {{relation, Action::update}})),
            Code::forbidden);
  EXPECT_EQ(answer(decider().read(Anonymous{clinic, "127.0.0.1"}, asked(Action::read), {patient})),
            Code::forbidden);
}

struct SearchRow {
  const char* name;
  RoleSet roles;
  const char* kind;
  bool compartment;
  std::vector<std::string> parameters;
  ClassSet classes;
  RelationSet relations;
  std::optional<Code> denied;
};
const SearchRow search_rows[] = {
    {"the desk finds a patient by name",
     {Role::front_desk},
     "Patient",
     false,
     {"name"},
     {Class::demographic},
     {},
     {}},
    {"the desk may not look by reason",
     {Role::front_desk},
     "Appointment",
     true,
     {"reason-code"},
     {Class::clinical},
     {},
     Code::forbidden},
    {"a parameter that search.toml doesn't list",
     {Role::clinician},
     "Patient",
     false,
     {"telecom"},
     {Class::demographic},
     {},
     Code::forbidden},
    {"a clinician's day spans patients",
     {Role::clinician},
     "Appointment",
     false,
     {"date"},
     {Class::operational},
     {},
     {}},
    {"a clinician within an active patient",
     {Role::clinician},
     "Observation",
     true,
     {"code"},
     {Class::clinical},
     active,
     {}},
    {"a clinician within a patient who isn't active",
     {Role::clinician},
     "Observation",
     true,
     {"code"},
     {Class::clinical},
     {},
     Code::absent},
    {"a patient within their own",
     {Role::patient},
     "Observation",
     true,
     {"code"},
     {Class::clinical},
     {Relation::self},
     {}},
    {"a patient within another's",
     {Role::patient},
     "Observation",
     true,
     {"code"},
     {Class::clinical},
     {},
     Code::absent},
    {"a patient across owners",
     {Role::patient},
     "Patient",
     false,
     {"name"},
     {Class::demographic},
     {},
     Code::forbidden},
    {"a patient looks for free slots",
     {Role::patient},
     "Slot",
     false,
     {"status", "start"},
     {Class::operational},
     {},
     {}},
    {"the officer reads the log across owners", {Role::privacy_officer}, "AuditEvent", false, {}, {}, {}, {}},
    {"a patient reads who opened theirs", {Role::patient}, "AuditEvent", true, {}, {}, {Relation::self}, {}},
    {"a patient reads who opened another's", {Role::patient}, "AuditEvent", true, {}, {}, {}, Code::absent},
    {"a clinician reads the log", {Role::clinician}, "AuditEvent", true, {}, {}, active, Code::forbidden},
    {"a custodian looks for patients",
     {Role::custodian},
     "Patient",
     false,
     {"name"},
     {Class::demographic},
     {},
     Code::forbidden},
};

TEST(decide, searches) {
  for (const SearchRow& row : search_rows) {
    SCOPED_TRACE(row.name);
    Query query{
        .kind = kind(row.kind), .compartment = {}, .parameters = row.parameters, .evaluate = ordinary};
    if (row.compartment) query.compartment = somebody;
    Purpose purpose = Purpose::operations;
    if (row.roles.has(Role::patient)) purpose = Purpose::patient_request;
    if (row.roles.has(Role::clinician)) purpose = Purpose::treatment;
    const auto decision = decider().search(person(row.roles), asked(Action::search, purpose), query,
                                           row.classes, row.relations);
    if (row.denied) {
      ASSERT_TRUE(std::holds_alternative<Denial>(decision));
      EXPECT_EQ(answer(decision), *row.denied);
    } else {
      ASSERT_TRUE(std::holds_alternative<Grant<Query>>(decision))
          << std::get<Denial>(decision).circumstance().rule;
      const ClassSet evaluate = std::get<Grant<Query>>(decision).scope().evaluate;
      EXPECT_TRUE(evaluate.contains(row.classes));
      EXPECT_FALSE(evaluate.empty());
    }
  }
}

TEST(decide, a_query_evaluates_the_classes_of_the_decision_not_those_of_the_caller) {
  Query query{.kind = kind("Appointment"), .compartment = {}, .parameters = {"date"}, .evaluate = ordinary};
  const auto decision = decider().search(person({Role::front_desk}),
                                         asked(Action::search, Purpose::operations, hop::portal_front_desk),
                                         query, {Class::operational}, {});
  EXPECT_FALSE(std::get<Grant<Query>>(decision).scope().evaluate.has(Class::clinical));
}

}  // namespace
}  // namespace salus::policy
