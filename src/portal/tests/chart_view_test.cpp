// SPDX-License-Identifier: Apache-2.0
// The chart's rows against the contract.
#include "chart_view.hpp"

#include "pages.hpp"
#include "rows.hpp"

namespace salus::portal {
namespace {

TEST(chart_view, banner_fits_the_contract) {
  const Documents one{document("Patient", 1,
                               R"({"name":[{"text":"Ana Ruiz"}],"birthDate":"1950-02-03","gender":"female",
                               "telecom":[{"system":"email","value":"a@b.c"},{"system":"phone","value":"123"}],
                               "address":[{"line":["Main St 1"],"city":"Salem"}]})")};
  const auto json = banner_json(one, test_handles());
  ASSERT_TRUE(json);
  Contract::holds("Banner", *json);
  EXPECT_NE(json->find(R"("phone":"123","email":"a@b.c","address":"Main St 1, Salem")"), std::string::npos)
      << *json;
  EXPECT_EQ(banner_json({}, test_handles()).error().code, Code::absent);
}

TEST(chart_view, lists_fit_the_contract) {
  const Documents allergy{document("AllergyIntolerance", 2,
                                   R"({"code":{"text":"Penicillin"},"recordedDate":"2020-01-02T10:00:00Z",
                                   "reaction":[{"manifestation":[{"text":"Hives"}]}]})")};
  const Documents condition{document("Condition", 3,
                                     R"({"code":{"coding":[{"code":"I10","display":"Hypertension"}]},
                                     "clinicalStatus":{"coding":[{"code":"active"}]},"onsetDateTime":"2019"})")};
  const Documents medication{
      document("MedicationRequest", 4,
               R"({"status":"on-hold","medicationCodeableConcept":{"text":"Lisinopril 10 mg"},
                                      "dosageInstruction":[{"text":"10 mg, once a day","timing":{"code":{"text":"once a day"}}}],"authoredOn":"2021-05-06"})")};
  const Documents paper{
      document("DocumentReference", 5,
               R"({"description":"Letter","type":{"text":"Referral"},"date":"2021-05-06T07:08:09Z",
                                 "content":[{"attachment":{"contentType":"text/plain","data":"SGVsbG8="}}]})")};
  Contract::holds_each("Allergy", allergies_json(allergy, Zone()).value());
  Contract::holds_each("Condition", conditions_json(condition, Zone()).value());
  Contract::holds_each("Medication", medications_json(medication, Zone()).value());
  Contract::holds_each("Document", documents_json(paper, test_handles()).value());
  EXPECT_NE(allergies_json(allergy, Zone())->find("unable_to_assess"), std::string::npos);
  EXPECT_NE(medications_json(medication, Zone())->find(R"("status":"on_hold")"), std::string::npos);
  EXPECT_NE(medications_json(medication, Zone())->find(R"("dose":"10 mg","frequency":"once a day")"),
            std::string::npos);
  EXPECT_NE(documents_json(paper, test_handles())->find(R"("text":"Hello")"), std::string::npos);
}

TEST(chart_view, a_time_shows_as_the_day_of_the_clinic) {
  const Zone there = Zone::named("new-york", SALUS_SOURCE_DIR "/src/base/tests/zones").value();
  const auto since = [&there](const char* authored) {
    const Documents one{document("MedicationRequest", 4,
                                 std::string(R"({"status":"active","authoredOn":")") + authored + R"("})")};
    const std::string json = medications_json(one, there).value();
    return json.substr(json.find(R"("since":)") + 8, 12);
  };
  EXPECT_EQ(since("2026-11-22T04:50:00Z"), R"("2026-11-21")");
  EXPECT_EQ(since("2026-11-22T05:10:00Z"), R"("2026-11-22")");
  EXPECT_EQ(since("2026-11-22"), R"("2026-11-22")");
}

TEST(chart_view, notes_are_read_from_their_narrative) {
  const Documents notes{
      document(
          "Composition", 6,
          R"({"status":"final","date":"2026-01-02T03:04:05Z","author":[{"display":"Dr. Rivera"}],"section":[
               {"text":{"status":"generated","div":"<div><p>Rest &amp; fluids, don&#39;t smoke.</p><p>&lt;38</p></div>"}},
               {"title":"Diagnosis","code":{"coding":[{"code":"J06.9","display":"Cold"}]}}]})"),
      document("Composition", 7, R"({"status":"preliminary","date":"2026-01-03T03:04:05Z"})")};
  const std::string json = notes_json(notes, test_handles()).value();
  Contract::holds_each("Note", json);
  const Json rows = parsed(json);
  const auto newest = rows.first(0);
  EXPECT_EQ(rows.raw(rows.find(newest, "signed")), "false");
  const auto older = rows.next(newest);
  EXPECT_EQ(rows.string(rows.find(older, "text")), "Rest & fluids, don't smoke.\n\n<38");
  EXPECT_EQ(rows.string(rows.find(rows.find(older, "diagnosis"), "code")), "J06.9");
}

TEST(chart_view, measurements_become_series_by_code) {
  const auto pulse = [](std::uint8_t id, std::string_view at, std::string_view value,
                        std::string_view status) {
    return document(
        "Observation", id,
        R"({"status":")" + std::string(status) +
            R"(","code":{"coding":[{"code":"8867-4","display":"Heart rate"}]},"effectiveDateTime":")" +
            std::string(at) + R"(","valueQuantity":{"value":)" + std::string(value) + R"(,"unit":"/min"}})");
  };
  const Documents found{
      pulse(1, "2026-01-01T10:00:00Z", "70", "final"), pulse(2, "2026-01-03T10:00:00+02:00", "72.5", "final"),
      pulse(3, "2026-01-04T10:00:00Z", "700", "entered-in-error"),
      document("Observation", 4,
               R"({"code":{"text":"Smoking"},"effectiveDateTime":"2026-01-02","valueString":"Never"})")};
  const std::string json = observations_json(found).value();
  Contract::holds_each("Observation", json);
  EXPECT_NE(json.find(R"("value":72.5,"unit":"/min","at":"2026-01-03T08:00:00Z")"), std::string::npos)
      << json;
  EXPECT_NE(
      json.find(
          R"("series":[{"at":"2026-01-01T10:00:00Z","value":70},{"at":"2026-01-03T08:00:00Z","value":72.5}])"),
      std::string::npos)
      << json;
  EXPECT_NE(json.find(R"("text":"Never")"), std::string::npos);
  EXPECT_EQ(json.find("700"), std::string::npos);
}

TEST(chart_view, what_is_kept_back_is_said) {
  Documents one{document("Patient", 1, R"({"birthDate":"1950"})")};
  EXPECT_FALSE(unpacked(packed(one, "[1]")).withheld);
  one.front().withheld.add(policy::Class::clinical);
  const Rows rows = unpacked(packed(one, "[1]"));
  EXPECT_TRUE(rows.withheld);
  EXPECT_EQ(rows.json, "[1]");
}

}  // namespace
}  // namespace salus::portal
