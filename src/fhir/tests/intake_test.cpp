// SPDX-License-Identifier: Apache-2.0
// Intake: HL7's own examples pass, and each rule refuses what breaks it, at the right place.
#include "examples.hpp"
#include "resource.hpp"

#include <algorithm>
#include <map>

namespace salus::fhir {
namespace {

/// HL7's examples that break a rule of ours, and where.
const std::map<std::string, std::string>& known_refusals() {
  static const std::map<std::string, std::string> known{
      // A modifier extension that we don't understand must not be kept as if we did (R4, 2.4.2.2).
      {"Basic-referral.json", "Basic.modifierExtension"},
      // The example names a kind that the element's definition doesn't allow.
      {"DeviceUseStatement-example.json", "DeviceUseStatement.reasonReference[0]"},
  };
  return known;
}

TEST(intake, hl7_examples_pass_or_are_refused_for_a_known_reason) {
  ASSERT_EQ(examples::hl7().size(), 499U) << "shared/data/fhir is absent";
  std::size_t refused = 0;
  for (const auto& [name, text] : examples::hl7()) {
    const auto resource = Resource::parse(examples::kind_of(text), as_bytes(text));
    const auto known = known_refusals().find(name);
    if (!resource) {
      ++refused;
      const auto& issues = resource.error().issues;
      const bool expected = known != known_refusals().end() && issues.front().expression == known->second;
      EXPECT_TRUE(expected) << name << ": " << issues.front().expression << ": "
                            << issues.front().text.view();
      continue;
    }
    EXPECT_TRUE(known == known_refusals().end()) << name << " passes now";
    const auto again = Resource::parse(resource->kind(), as_bytes(resource->json().text()));
    ASSERT_TRUE(again) << name;
    EXPECT_EQ(again->json().text(), resource->json().text()) << name;
  }
  EXPECT_EQ(refused, known_refusals().size());
}

TEST(intake, synthea_bundles_pass) {
  const auto files = examples::unpack("synthea-patients.tar.xz");
  ASSERT_GE(files.size(), 25U) << "shared/data/fhir is absent";
  int resources = 0;
  for (const auto& [name, text] : files) {
    if (!name.ends_with(".json")) continue;
    const auto bundle = Json::parse(as_bytes(text), {.size = std::size_t{64} << 20, .depth = 32});
    ASSERT_TRUE(bundle) << name;
    const auto entries = bundle->find(0, "entry");
    ASSERT_NE(entries, 0U) << name;
    for (auto i = bundle->first(entries); i < bundle->end(entries); i = bundle->next(i)) {
      const auto raw = std::string(bundle->raw(bundle->find(i, "resource")));
      const auto resource = Resource::parse(examples::kind_of(raw), as_bytes(raw));
      ASSERT_TRUE(resource) << name << " " << resource.error().issues.front().expression << ": "
                            << resource.error().issues.front().text.view();
      ++resources;
    }
  }
  EXPECT_GE(resources, 1000);
}

struct Row {
  const char* name;
  const char* kind;
  std::string text;  ///< without resourceType
  IssueCode code;
  const char* expression;
};
class Breaks : public testing::TestWithParam<Row> {};

TEST_P(Breaks, is_refused_at_the_right_place) {
  const auto& row = GetParam();
  const std::string text = R"({"resourceType":")" + std::string(row.kind) + "\"," + row.text + "}";
  const auto resource = Resource::parse(row.kind, as_bytes(text));
  ASSERT_FALSE(resource) << text;
  EXPECT_EQ(resource.error().code, Code::unprocessable);
  const auto& issues = resource.error().issues;
  EXPECT_TRUE(std::ranges::any_of(
      issues,
      [&](const Issue& issue) { return issue.code == row.code && issue.expression == row.expression; }))
      << issues.front().expression << ": " << issues.front().text.view();
}

const std::string seen = R"("status":"final","code":{"text":"x"})";
INSTANTIATE_TEST_SUITE_P(
    rows, Breaks,
    testing::Values(
        Row{"unknown_element", "Patient", R"("secret name":1)", IssueCode::structure, "Patient"},
        Row{"unknown_deep", "Patient", R"("name":[{"family":"A"},{"x":1}])", IssueCode::structure,
            "Patient.name[1]"},
        Row{"list_expected", "Patient", R"("name":{"family":"A"})", IssueCode::structure, "Patient.name"},
        Row{"no_list_expected", "Patient", R"("gender":["male"])", IssueCode::structure, "Patient.gender"},
        Row{"number_for_text", "Patient", R"("birthDate":2000)", IssueCode::structure, "Patient.birthDate"},
        Row{"text_for_boolean", "Patient", R"("active":"true")", IssueCode::structure, "Patient.active"},
        Row{"object_for_text", "Patient", R"("gender":{})", IssueCode::structure, "Patient.gender"},
        Row{"text_for_object", "Patient", R"("name":["A"])", IssueCode::structure, "Patient.name[0]"},
        Row{"null", "Patient", R"("gender":null)", IssueCode::structure, "Patient.gender"},
        Row{"empty_object", "Patient", R"("maritalStatus":{})", IssueCode::structure,
            "Patient.maritalStatus"},
        Row{"empty_list", "Patient", R"("name":[])", IssueCode::structure, "Patient.name"},
        Row{"empty_text", "Patient", R"("name":[{"family":""}])", IssueCode::value, "Patient.name[0].family"},
        Row{"control_character", "Patient", R"("name":[{"family":"a\u0007"}])", IssueCode::value,
            "Patient.name[0].family"},
        Row{"no_such_day", "Patient", R"("birthDate":"2023-02-29")", IssueCode::value, "Patient.birthDate"},
        Row{"date_with_time", "Patient", R"("birthDate":"2023-02-28T10:00:00Z")", IssueCode::value,
            "Patient.birthDate"},
        Row{"bad_code", "Patient", R"("gender":"M")", IssueCode::code_invalid, "Patient.gender"},
        Row{"bad_id", "Patient", R"("id":"a b")", IssueCode::value, "Patient.id"},
        Row{"mandatory", "Observation", R"("status":"final")", IssueCode::required, "Observation.code"},
        Row{"mandatory_deep", "Patient", R"("link":[{"other":{"display":"x"}}])", IssueCode::required,
            "Patient.link[0].type"},
        Row{"two_choices", "Observation", seen + R"(,"valueString":"a","valueInteger":1)",
            IssueCode::structure, "Observation.value"},
        Row{"choice_of_no_such_type", "Observation", seen + R"(,"valueAddress":{"city":"a"})",
            IssueCode::structure, "Observation"},
        Row{"time_without_zone", "Observation", seen + R"(,"effectiveDateTime":"2024-01-01T10:00:00")",
            IssueCode::value, "Observation.effective"},
        Row{"time_without_seconds", "Observation", seen + R"(,"effectiveDateTime":"2024-01-01T10:00Z")",
            IssueCode::value, "Observation.effective"},
        Row{"instant_is_exact", "Observation", seen + R"(,"issued":"2024-01-01")", IssueCode::value,
            "Observation.issued"},
        Row{"integer_with_point", "Observation", seen + R"(,"valueInteger":1.0)", IssueCode::value,
            "Observation.value"},
        Row{"integer_too_large", "Observation", seen + R"(,"valueInteger":2147483648)", IssueCode::value,
            "Observation.value"},
        Row{"reference_kind", "Observation", seen + R"(,"subject":{"reference":"Practitioner/1"})",
            IssueCode::value, "Observation.subject"},
        Row{"reference_shape", "Observation", seen + R"(,"subject":{"reference":"Patient/1/2"})",
            IssueCode::value, "Observation.subject"},
        Row{"reference_query", "Observation", seen + R"(,"subject":{"reference":"Patient?name=x"})",
            IssueCode::value, "Observation.subject"},
        Row{"no_such_contained", "Observation", seen + R"(,"subject":{"reference":"#p"})", IssueCode::value,
            "Observation.subject"},
        Row{"contained_without_id", "Observation",
            seen + R"(,"contained":[{"resourceType":"Patient","active":true}])", IssueCode::invariant,
            "Observation.contained[0]"},
        Row{"contained_kind", "Observation", seen + R"(,"contained":[{"resourceType":"Nobody","id":"a"}])",
            IssueCode::structure, "Observation.contained[0]"},
        Row{"contained_is_checked", "Observation",
            seen + R"(,"contained":[{"resourceType":"Patient","id":"a","gender":"M"}])",
            IssueCode::code_invalid, "Observation.contained[0].gender"},
        Row{"contained_label", "Observation",
            seen + R"(,"contained":[{"resourceType":"Patient","id":"a","meta":{"security":[{"code":"R"}]}}])",
            IssueCode::invariant, "Observation.contained[0]"},
        Row{"backwards", "Observation",
            seen + R"(,"effectivePeriod":{"start":"2024-05-03","end":"2024-05-02"})", IssueCode::invariant,
            "Observation.effective"},
        Row{"companion_of_object", "Patient", R"("_name":[{"id":"a"}])", IssueCode::structure, "Patient"},
        Row{"companion_shape", "Patient", R"("gender":"male","_gender":"x")", IssueCode::structure,
            "Patient.gender"},
        Row{"companion_lengths", "Patient", R"("name":[{"given":["a","b"],"_given":[null]}])",
            IssueCode::structure, "Patient.name[0].given"},
        Row{"nulls_without_companion", "Patient", R"("name":[{"given":["a",null]}])", IssueCode::structure,
            "Patient.name[0].given[1]"},
        Row{"nulls_in_both", "Patient", R"("name":[{"given":["a",null],"_given":[{"id":"x"},null]}])",
            IssueCode::structure, "Patient.name[0].given[1]"},
        Row{"modifier_extension", "Patient",
            R"("modifierExtension":[{"url":"http://x","valueBoolean":true}])", IssueCode::extension,
            "Patient.modifierExtension"},
        Row{"modifier_extension_deep", "Patient",
            R"("contact":[{"gender":"male","modifierExtension":[{"url":"http://x","valueBoolean":true}]}])",
            IssueCode::extension, "Patient.contact[0].modifierExtension"},
        Row{"implicit_rules", "Patient", R"("implicitRules":"http://x")", IssueCode::extension,
            "Patient.implicitRules"},
        Row{"subsetted", "Patient", R"("active":true,"meta":{"tag":[{"code":"SUBSETTED"}]})",
            IssueCode::business_rule, "Patient.meta"},
        Row{"required_concept", "AllergyIntolerance",
            R"("patient":{"reference":"Patient/1"},"clinicalStatus":{"coding":[{"system":"http://x","code":"active"}]})",
            IssueCode::code_invalid, "AllergyIntolerance.clinicalStatus"},
        Row{"script", "Patient",
            R"("text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>x</script></div>"})",
            IssueCode::value, "Patient.text.div"},
        Row{"resource_type_of_datatype", "Patient", R"("name":[{"resourceType":"HumanName","family":"a"}])",
            IssueCode::structure, "Patient.name[0]"}),
    [](const auto& row) { return row.param.name; });

TEST(intake, accepts_companions_and_every_kind_of_reference) {
  const std::string text =
      R"({"resourceType":"Observation","_status":{"id":"s"},"status":"final","code":{"text":"x"},
      "contained":[{"resourceType":"Patient","id":"p","name":[{"given":["a",null],"_given":[null,{"id":"g"}]}]}],
      "subject":{"reference":"#p"},"performer":[{"reference":"Practitioner/1/_history/2"},
      {"reference":"https://other.example/fhir/Patient/1"},{"reference":"urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7"}],
      "effectivePeriod":{"start":"2024-05-03T10:00:00+02:00","end":"2024-05"},"valueQuantity":{"value":1.50}})";
  const auto resource = Resource::parse("Observation", as_bytes(text));
  ASSERT_TRUE(resource) << resource.error().issues.front().text.view();
  EXPECT_TRUE(resource->json().text().contains(R"("value":1.50)"));
}

TEST(intake, the_id_of_an_update_is_that_of_its_address) {
  const auto id_of = [](std::string_view id) {
    const std::string text = "{\"resourceType\":\"Patient\"," + std::string(id) + "\"active\":true}";
    return require_id(Resource::parse("Patient", as_bytes(text)).value(), "abc");
  };
  EXPECT_TRUE(id_of(R"("id":"abc",)"));
  EXPECT_TRUE(id_of(""));
  for (const auto* other : {R"("id":"abd",)", R"("id":"ab",)", R"("id":"ABC",)"}) {
    const auto refused = id_of(other);
    ASSERT_FALSE(refused) << other;
    EXPECT_EQ(refused.error().code, Code::invalid);
  }
}

TEST(intake, another_kind_or_none_is_refused_before_anything_else) {
  EXPECT_EQ(Resource::parse("Patient", as_bytes(R"({"resourceType":"Person"})")).error().code, Code::invalid);
  EXPECT_EQ(Resource::parse("Patient", as_bytes("{}")).error().code, Code::invalid);
  EXPECT_EQ(Resource::parse("Patient", as_bytes("[]")).error().code, Code::invalid);
  EXPECT_EQ(Resource::parse("Patient", as_bytes("{")).error().code, Code::invalid);
  EXPECT_EQ(Resource::parse("HumanName", as_bytes(R"({"resourceType":"HumanName"})")).error().code,
            Code::unsupported);
  EXPECT_EQ(Resource::parse("DomainResource", as_bytes("{}")).error().code, Code::unsupported);
  EXPECT_EQ(Resource::parse("Nobody", as_bytes("{}")).error().code, Code::unsupported);
}

TEST(intake, an_outcome_holds_no_user_data) {
  const std::string text = R"({"resourceType":"Patient","CANARY":"CANARY","gender":"CANARY",
      "name":[{"CANARY":1}],"birthDate":"CANARY","managingOrganization":{"reference":"CANARY/CANARY"}})";
  const auto resource = Resource::parse("Patient", as_bytes(text));
  ASSERT_FALSE(resource);
  EXPECT_EQ(resource.error().issues.size(), 5U);
  const auto written = outcome(resource.error().issues);
  EXPECT_FALSE(written.contains("CANARY")) << written;
  EXPECT_TRUE(Resource::parse("OperationOutcome", as_bytes(written))) << written;
}

TEST(intake, issues_are_at_most_fifty) {
  std::string text = R"({"resourceType":"Patient","active":true)";
  for (int i = 0; i < 1000; ++i) text += ",\"x" + std::to_string(i) + "\":1";
  const auto resource = Resource::parse("Patient", as_bytes(text + "}"));
  ASSERT_FALSE(resource);
  EXPECT_EQ(resource.error().issues.size(), 50U);
}

TEST(outcome, every_code_gives_a_resource_that_passes) {
  for (int code = 0; code <= static_cast<int>(Code::internal); ++code) {
    const auto written = outcome(refusal(Error{static_cast<Code>(code), "test: of that code"}).issues);
    EXPECT_TRUE(Resource::parse("OperationOutcome", as_bytes(written))) << written;
  }
}

}  // namespace
}  // namespace salus::fhir
