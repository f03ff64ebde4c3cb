// SPDX-License-Identifier: Apache-2.0
// What the FHIR edge offers of a kind, whatever a role may do with it elsewhere.
#include "world.hpp"

namespace salus::policy {
namespace {

constexpr RelationSet all_relations = RelationSet::from_bits((1U << 5) - 1);

bool reads(Role role, const Kind& which, Action action, Purpose purpose, Hop hop) {
  const Decider decider(real_rules());
  const auto decision = decider.read(person({role}), asked(action, purpose, hop),
                                     {target(which, {Class::operational}, all_relations)});
  return std::holds_alternative<Grant<Exact>>(decision);
}

bool searches(Role role, const Kind& which, Purpose purpose, Hop hop) {
  const Decider decider(real_rules());
  Query query;
  query.kind = which;
  query.compartment = somebody;
  const auto decision =
      decider.search(person({role}), asked(Action::search, purpose, hop), query, {}, all_relations);
  return std::holds_alternative<Grant<Query>>(decision);
}

bool writes(Role role, const Kind& which, Action action, Purpose purpose, Hop hop) {
  const Decider decider(real_rules());
  const auto decision = decider.write(person({role}), asked(action, purpose, hop),
                                      {{target(which, {Class::operational}, all_relations), action}});
  return std::holds_alternative<Grant<Mutation>>(decision);
}

template <class F>
void for_each_role_and_purpose(F check) {
  for (int role = 0; role < role_count; ++role) {
    for (int purpose = 0; purpose < 5; ++purpose) {
      check(static_cast<Role>(role), static_cast<Purpose>(purpose));
    }
  }
}

TEST(fhir_edge, offers_nobody_a_kind_of_our_own) {
  for (const char* ours : {"Account", "Session", "Relation", "Key", "Tenant", "AuditEvent"}) {
    EXPECT_EQ(real_rules().classes.at(kind(ours)).on_fhir, OnFhir::nothing) << ours;
    for_each_role_and_purpose([&](Role role, Purpose purpose) {
      EXPECT_FALSE(searches(role, kind(ours), purpose, hop::fhir_api)) << ours;
      for (const Action action : {Action::read, Action::vread, Action::history})
        EXPECT_FALSE(reads(role, kind(ours), action, purpose, hop::fhir_api)) << ours;
      for (const Action action : {Action::create, Action::update, Action::remove})
        EXPECT_FALSE(writes(role, kind(ours), action, purpose, hop::fhir_api)) << ours;
    });
  }
  // The rule itself is there: it is the edge that takes it away.
  EXPECT_TRUE(
      searches(Role::administrator, kind("Account"), Purpose::operations, hop::portal_administration));
}

TEST(fhir_edge, only_reads_what_moves_by_verbs_of_the_portals) {
  for (const char* moved : {"Appointment", "Encounter", "Composition", "Communication"}) {
    EXPECT_EQ(real_rules().classes.at(kind(moved)).on_fhir, OnFhir::reads) << moved;
    EXPECT_TRUE(searches(Role::clinician, kind(moved), Purpose::treatment, hop::fhir_api)) << moved;
    for_each_role_and_purpose([&](Role role, Purpose purpose) {
      for (const Action action : {Action::create, Action::update, Action::remove})
        EXPECT_FALSE(writes(role, kind(moved), action, purpose, hop::fhir_api)) << moved;
    });
  }
}

TEST(fhir_edge, takes_what_is_a_chart) {
  EXPECT_TRUE(writes(Role::clinician, kind("Condition"), Action::create, Purpose::treatment, hop::fhir_api));
  EXPECT_TRUE(writes(Role::nurse, kind("Observation"), Action::update, Purpose::treatment, hop::fhir_api));
}

}  // namespace
}  // namespace salus::policy
