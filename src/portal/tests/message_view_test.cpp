// SPDX-License-Identifier: Apache-2.0
// Messages against the contract, and what is written against FHIR.
#include "message_view.hpp"

#include "fhir/fhir.hpp"
#include "pages.hpp"
#include "vitals.hpp"

namespace salus::portal {
namespace {

Envelope envelope() {
  Envelope made;
  made.patient = owner_id(1);
  made.from = {"Patient", owner_id(1), "Ana"};
  made.to = {"Practitioner", owner_id(2), "Dr. Rivera"};
  made.sent = "2026-01-02T03:04:05Z";
  made.in_reply_to = record_id(9);
  return made;
}

TEST(message_view, what_is_written_reads_back_for_both_sides) {
  const std::string resource = communication_json(envelope(), "It \"hurts\"");
  ASSERT_TRUE(fhir::Resource::parse("Communication", as_bytes(resource))) << resource;
  const Documents one{document("Communication", 7, resource)};
  const Handles handles = test_handles();
  const std::string mine = messages_json(one, handles, envelope().from.reference()).value();
  const std::string theirs = messages_json(one, handles, envelope().to.reference()).value();
  Contract::holds_each("Message", mine);
  Contract::holds_each("Message", theirs);
  EXPECT_NE(mine.find(R"("name":"Dr. Rivera"},"mine":true,"text":"It \"hurts\"")"), std::string::npos)
      << mine;
  EXPECT_NE(theirs.find(R"("name":"Ana"},"mine":false)"), std::string::npos) << theirs;
  EXPECT_TRUE(concerns(one.front(), envelope().to.reference()));
  EXPECT_FALSE(concerns(one.front(), "Practitioner/" + owner_id(3).text()));
}

TEST(vitals, each_measure_makes_a_resource_that_fhir_takes) {
  ASSERT_EQ(measures().size(), 6U);
  for (const Measure& measure : measures()) {
    const std::string json =
        observation_json(measure, measure.most, owner_id(1), "2026-01-02T03:04:05Z", "Nurse Kim");
    EXPECT_TRUE(fhir::Resource::parse("Observation", as_bytes(json))) << json;
  }
}

TEST(vitals, bodies_are_held_to_their_bounds) {
  const auto found = [](std::string_view body) {
    return measured(policy::Phi<Bytes>(to_bytes(as_bytes(body))));
  };
  EXPECT_EQ(found(R"({"pulse":70,"oxygen":98})").value().size(), 2U);
  EXPECT_EQ(found(R"({})").error().code, Code::invalid);
  EXPECT_EQ(found(R"({"pulse":7000})").error().code, Code::invalid);
  EXPECT_EQ(found(R"({"height":180})").error().code, Code::invalid);
}

}  // namespace
}  // namespace salus::portal
