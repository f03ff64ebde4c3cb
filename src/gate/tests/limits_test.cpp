// SPDX-License-Identifier: Apache-2.0
// What is too much: a write leaves no intent behind, a search says that it was cut.
#include "support/clinic.hpp"

namespace salus::gate {
namespace {

class Limits : public testing::Test {
 protected:
  Limits() { EXPECT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout"))); }

  Result<Found> search(std::size_t bytes) {
    Search wanted;
    wanted.lookup.kind = kind("Observation");
    wanted.lookup.compartment = owner_;
    wanted.lookup.bytes = bytes;
    wanted.classes = {policy::Class::clinical};
    wanted.matches = [](const records::Document&) { return true; };
    return clinic_.run(
        clinic_.gate->search(clinic_.demo(), policy::Purpose::operations, hop::fhir_api, std::move(wanted)));
  }

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

TEST_F(Limits, a_search_opens_so_many_bytes_and_says_that_there_is_more) {
  for (int i = 0; i < 6; ++i) {
    const std::string large(100'000, 'x');
    ASSERT_TRUE(
        clinic_.write(clinic_.draft("Observation", RecordId::random(clinic_.random), owner_, 1, large)));
  }
  struct {
    std::size_t bytes;
    std::size_t found;
    bool truncated;
  } const table[] = {{1, 1, true}, {250'000, 3, true}, {550'000, 6, false}, {8 << 20, 6, false}};
  for (const auto& row : table) {
    const auto found = search(row.bytes);
    ASSERT_TRUE(found) << row.bytes;
    EXPECT_EQ(found->total, row.found) << row.bytes;
    EXPECT_EQ(found->truncated, row.truncated) << row.bytes;
  }
}

}  // namespace
}  // namespace salus::gate
