// SPDX-License-Identifier: Apache-2.0
// The map is whole, its constants are its own, and its JSON says everything that it says.
#include "world.hpp"

#include <set>

#include <simdjson.h>

namespace salus::policy {
namespace {

TEST(map, names_every_system_of_the_mission) {
  for (const char* id : {"patient_device", "staff_device", "edge", "signalling", "media", "application",
                         "store", "key_custody", "key_file", "audit_sink", "mail", "ehr", "billing",
                         "analytics", "support", "backup"}) {
    EXPECT_NE(real_rules().map.system(id), nullptr) << id;
  }
}

TEST(map, every_system_takes_part_in_a_hop) {
  std::set<std::string> ends;
  for (const HopEntry& hop : real_rules().map.hops) ends.insert({hop.from, hop.to});
  for (const System& system : real_rules().map.systems) EXPECT_TRUE(ends.contains(system.id)) << system.id;
}

TEST(map, constants_are_the_built_hops_in_order) {
  std::size_t index = 0;
  for (const HopEntry& entry : real_rules().map.hops) {
    if (entry.presence == Presence::absent) continue;
    ASSERT_LT(index, std::size(hop::all));
    EXPECT_EQ(hop::all[index].name(), entry.id);
    EXPECT_EQ(hop::all[index].index(), index);
    EXPECT_EQ(hop::all[index].classes(), entry.classes);
    ++index;
  }
  EXPECT_EQ(index, std::size(hop::all));
}

TEST(map, what_leaves_for_those_who_may_not_read_charts_carries_nothing_clinical) {
  const ClassSet charts{Class::clinical, Class::message, Class::document};
  for (const Hop hop : {hop::portal_front_desk, hop::portal_officer, hop::portal_administration,
                        hop::portal_custodian, hop::sign_in, hop::signalling, hop::log, hop::public_pages,
                        hop::demo_page, hop::key_custody, hop::audit_sink}) {
    EXPECT_TRUE((hop.classes() & charts).empty()) << hop.name();
  }
  EXPECT_TRUE(hop::log.classes().empty());
}

TEST(map, declares_what_others_enforce_with_a_reason) {
  // No code of ours makes these flows, so nothing else would notice if the map lost one.
  for (const Hop hop : {hop::edge_application, hop::media}) {
    const HopEntry* entry = real_rules().map.hop(hop.name());
    ASSERT_NE(entry, nullptr) << hop.name();
    EXPECT_FALSE(entry->enforced_here) << hop.name();
    EXPECT_GT(entry->enforcement.size(), 20U) << hop.name();
  }
}

TEST(map, knows_what_it_declares) {
  EXPECT_EQ(declared(real_rules().map, hop::log).value()->id, "log");
  Map poorer = real_rules().map;
  for (HopEntry& entry : poorer.hops) {
    if (entry.id == "log") entry.presence = Presence::absent;
  }
  EXPECT_EQ(declared(poorer, hop::log).error().code, Code::forbidden);
  EXPECT_EQ(declared(Map{}, hop::log).error().code, Code::forbidden);
}

TEST(portal, each_role_has_a_hop_of_its_own) {
  std::set<std::string_view> hops;
  for (int i = 0; i < role_count; ++i) {
    const auto role = static_cast<Role>(i);
    hops.insert(portal_of({role}).name());
    EXPECT_TRUE(real_rules().map.hop(portal_of({role}).name())->id.starts_with("portal_")) << name(role);
  }
  EXPECT_EQ(hops.size(), static_cast<std::size_t>(role_count));
  EXPECT_EQ(portal_of({Role::patient, Role::clinician}), hop::portal_clinician);
  EXPECT_EQ(usual_purpose(real_rules(), {Role::patient}), Purpose::patient_request);
}

TEST(portal, carries_every_class_that_its_role_may_have) {
  for (const Rule& rule : real_rules().rules) {
    EXPECT_TRUE(portal_of({rule.role}).classes().contains(rule.classes)) << rule.id;
    EXPECT_TRUE(rule.purposes.has(usual_purpose(real_rules(), {rule.role}))) << rule.id;
  }
}

TEST(map, its_json_says_all_of_it) {
  const Map& map = real_rules().map;
  simdjson::dom::parser parser;
  const auto json = simdjson::padded_string(map_json(map));
  const simdjson::dom::element root = parser.parse(json);
  ASSERT_EQ(root["systems"].get_array().size(), map.systems.size());
  ASSERT_EQ(root["hops"].get_array().size(), map.hops.size());
  std::size_t i = 0;
  for (const simdjson::dom::element hop : root["hops"]) {
    const HopEntry& entry = map.hops[i++];
    EXPECT_EQ(hop["id"].get_string().value(), entry.id);
    EXPECT_EQ(hop["from"].get_string().value(), entry.from);
    EXPECT_EQ(hop["to"].get_string().value(), entry.to);
    EXPECT_EQ(hop["carrier"].get_string().value(), entry.carrier);
    EXPECT_EQ(hop["encryption"].get_string().value(), entry.encryption);
    EXPECT_EQ(hop["retention"].get_string().value(), entry.retention);
    EXPECT_EQ(hop["basis"].get_string().value(), name(entry.basis));
    EXPECT_EQ(hop["baa"].get_string().value(), entry.baa);
    EXPECT_EQ(hop["classes"].get_array().size(), static_cast<std::size_t>(entry.classes.size()));
    EXPECT_EQ(hop["regions"].get_array().size(), entry.regions.size());
    EXPECT_EQ(hop["presence"].get_string().value(), name(entry.presence));
    EXPECT_EQ(hop["enforced"].get_string().value(), entry.enforced_here ? "program" : "declared-only");
    EXPECT_EQ(hop["enforcement"].get_string().value(), entry.enforcement);
    EXPECT_EQ(hop["citation"].get_string().value(), entry.citation);
  }
}

TEST(map, its_json_survives_any_text) {
  Map map;
  map.systems.push_back({.id = "x", .label = "\"\\\n\x01 é", .presence = Presence::absent, .note = ""});
  simdjson::dom::parser parser;
  const auto json = simdjson::padded_string(map_json(map));
  const simdjson::dom::element root = parser.parse(json);
  EXPECT_EQ(root["systems"].at(0)["label"].get_string().value(), "\"\\\n\x01 é");
}

}  // namespace
}  // namespace salus::policy
