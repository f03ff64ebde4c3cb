// SPDX-License-Identifier: Apache-2.0
// The statement of capabilities: FHIR by our own check, and in step with the tables that it tells of.
#include "capability.hpp"

#include "fhir/definitions.hpp"
#include "fhir/search.hpp"
#include "policy/policy.hpp"
#include "resource.hpp"

#include <algorithm>

namespace salus::fhir {
namespace {

const policy::Rules& rules() {
  static const policy::Rules read = policy::read(SALUS_SOURCE_DIR "/policy").value();
  return read;
}
const std::string& statement() {
  static const std::string text = capability_statement(rules(), Time(std::chrono::seconds(1'767'225'600)));
  return text;
}
/// The part of one kind.
std::string part(std::string_view kind) {
  const std::string begin = R"({"type":")" + std::string(kind) + R"(",)";
  const auto from = statement().find(begin);
  if (from == std::string::npos) return {};
  return statement().substr(from, statement().find(R"({"type":)" + std::string("\""), from + 1) - from);
}

TEST(capability, is_a_resource_as_hl7_defines_it) {
  const auto parsed = Resource::parse("CapabilityStatement", as_bytes(statement()));
  ASSERT_TRUE(parsed) << parsed.error().issues.front().expression << " "
                      << parsed.error().issues.front().text.view();
  EXPECT_EQ(parsed->json().text(), statement());
  EXPECT_TRUE(statement().contains(R"("fhirVersion":"4.0.1")"));
  EXPECT_TRUE(statement().contains(R"("date":"2026-01-01T00:00:00)"));
}

TEST(capability, names_what_is_served_and_nothing_else) {
  std::size_t named = 0;
  for (const Type& type : Definitions::load().types()) {
    const auto kind = Definitions::load().text(type.name);
    if (!type.resource()) continue;
    EXPECT_EQ(!part(kind).empty(), serves(rules(), kind)) << kind;
    named += part(kind).empty() ? 0 : 1;
  }
  EXPECT_GE(named, 14U);
  for (const char* kind : {"Nothing", "", "patient", "Account", "AuditEvent", "Relation", "Session", "Bundle",
                           "Quantity", "Medication"})
    EXPECT_FALSE(serves(rules(), kind)) << kind;
}

TEST(capability, interactions_are_those_that_some_role_has) {
  const std::string practitioner = part("Practitioner");
  EXPECT_TRUE(practitioner.contains(R"({"code":"read"})"));
  EXPECT_TRUE(practitioner.contains(R"({"code":"search-type"})"));
  EXPECT_FALSE(practitioner.contains(R"({"code":"create"})"));
  EXPECT_FALSE(practitioner.contains(R"({"code":"delete"})"));
  EXPECT_FALSE(part("Encounter").contains(R"({"code":"update"})")) << "a portal's verb does";
  const std::string condition = part("Condition");
  for (const char* code : {"read", "vread", "history-instance", "search-type", "create", "update", "delete"})
    EXPECT_TRUE(condition.contains(R"({"code":")" + std::string(code) + R"("})")) << code;
}

TEST(capability, each_parameter_that_it_names_can_be_searched_and_no_other) {
  const auto& definitions = Definitions::load();
  std::size_t tried = 0;
  for (const char* kind : {"Patient", "Observation", "Appointment", "Condition"}) {
    const std::string text = part(kind);
    for (const Parameter& parameter : definitions.parameters(*definitions.type(kind))) {
      const std::string name(definitions.text(parameter.name));
      if (name == "_id") continue;
      const bool named = text.contains(R"({"name":")" + name + "\"");
      const auto found =
          parse_search(kind, {{name, parameter.type() == ParameterType::date ? "2026" : "Patient/a"}});
      EXPECT_EQ(named, found || found.error().code != Code::unsupported) << kind << " " << name;
      ++tried;
    }
  }
  EXPECT_GT(tried, 40U);
}

}  // namespace
}  // namespace salus::fhir
