// SPDX-License-Identifier: Apache-2.0
// What is too much: a write of it leaves no intent behind.
#include "support/clinic.hpp"

namespace salus::gate {
namespace {

class Limits : public testing::Test {
 protected:
  Limits() { EXPECT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout"))); }

  TestClinic clinic_;
  RecordId patient_ = RecordId::random(clinic_.random);
  OwnerId owner_ = OwnerId::from(patient_.bytes()).value();
};

TEST_F(Limits, what_the_store_would_refuse_gets_no_intent) {
  auto draft = clinic_.draft("Observation", RecordId::random(clinic_.random), owner_, 1, "fever");
  for (int i = 0; i < 5'000; ++i)
    draft.values.push_back({"code", std::to_string(i), policy::Class::clinical});
  const auto before = clinic_.log->status().entries;
  const auto refused = clinic_.write(std::move(draft));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::too_large);
  EXPECT_EQ(clinic_.log->status().entries, before);
}

}  // namespace
}  // namespace salus::gate
