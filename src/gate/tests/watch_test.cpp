// SPDX-License-Identifier: Apache-2.0
// Asking for news: it sees each write of the owners named, opens nothing, and writes nothing but refusals.
#include "support/clinic.hpp"

namespace salus::gate {
namespace {

class Watch : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
    ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", other_, other_owner_, 1, "gout")));
  }
  std::uint64_t newest(std::string_view of, std::optional<std::vector<OwnerId>> owners) {
    return clinic_
        .run(clinic_.gate->watch(clinic_.demo(), policy::Purpose::operations, hop::fhir_api, kind(of),
                                 std::move(owners)))
        .value();
  }

  TestClinic clinic_;
  RecordId patient_ = RecordId::random(clinic_.random);
  OwnerId owner_ = OwnerId::from(patient_.bytes()).value();
  RecordId other_ = RecordId::random(clinic_.random);
  OwnerId other_owner_ = OwnerId::from(other_.bytes()).value();
};

TEST_F(Watch, a_write_shows_to_those_who_watch_its_owner_and_kind) {
  const std::vector<OwnerId> mine{owner_};
  const std::vector<OwnerId> both{owner_, other_owner_};
  const auto before = newest("Patient", mine);
  const auto of_both = newest("Patient", both);
  EXPECT_GT(of_both, before) << "the other came later";
  ASSERT_TRUE(
      clinic_.write(clinic_.draft("Observation", RecordId::random(clinic_.random), owner_, 1, "fever")));
  EXPECT_EQ(newest("Patient", mine), before) << "another kind";
  EXPECT_GT(newest("Observation", mine), of_both);
  EXPECT_EQ(newest("Observation", std::vector<OwnerId>{other_owner_}), 0U);
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", other_, other_owner_, 2, "cured")));
  EXPECT_EQ(newest("Patient", mine), before) << "another owner";
  EXPECT_GT(newest("Patient", both), of_both);
  EXPECT_EQ(newest("Patient", both), newest("Patient", std::nullopt));
  EXPECT_EQ(newest("Patient", std::vector<OwnerId>{}), 0U);
}

TEST_F(Watch, a_write_that_failed_shows_to_nobody) {
  const auto before = newest("Patient", std::nullopt);
  ASSERT_FALSE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 5, "worse")));
  EXPECT_EQ(newest("Patient", std::nullopt), before);
}

TEST_F(Watch, no_number_comes_again_after_a_restart) {
  const auto before = newest("Patient", std::nullopt);
  clinic_.reopen();
  EXPECT_EQ(newest("Patient", std::nullopt), 0U) << "nothing was written since";
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 2, "cured")));
  EXPECT_GT(newest("Patient", std::nullopt), before);
}

TEST_F(Watch, it_leaves_no_entry_but_a_refusal) {
  const auto before = clinic_.log->status().entries;
  for (int i = 0; i < 450; ++i) (void)newest("Patient", std::nullopt);
  EXPECT_EQ(clinic_.log->status().entries, before);
  const policy::Subject nobody = policy::Anonymous{clinic_.tenant, {}};
  const auto refused = clinic_.run(
      clinic_.gate->watch(nobody, policy::Purpose::operations, hop::fhir_api, kind("Patient"), std::nullopt));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::forbidden);
  EXPECT_EQ(clinic_.log->status().entries, before + 1);
}

}  // namespace
}  // namespace salus::gate
