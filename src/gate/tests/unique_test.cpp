// SPDX-License-Identifier: Apache-2.0
// A unique value belongs to the record that claimed it.
#include "support/clinic.hpp"

namespace salus::gate {
namespace {

class UniqueValue : public testing::Test {
 protected:
  UniqueValue() { EXPECT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout"))); }

  TestClinic clinic_;
  RecordId patient_ = RecordId::random(clinic_.random);
  OwnerId owner_ = OwnerId::from(patient_.bytes()).value();
};

TEST_F(UniqueValue, a_value_is_released_by_the_record_that_holds_it_and_no_other) {
  const auto write = [&](RecordId record, std::uint64_t expected, records::Unique::Kind what) {
    Write one;
    auto draft = clinic_.draft("Observation", record, owner_, expected + 1, "fever");
    one.changes.push_back(records::Change{policy::Phi(std::move(draft)), expected});
    one.unique.push_back({"slot", "ten o'clock", record, kind("Observation"), what});
    return clinic_.run(clinic_.gate->write(clinic_.demo(), policy::Purpose::operations,
                                           hop::application_store, std::move(one)));
  };
  using Kind = records::Unique::Kind;
  const auto taken = [&] {
    return clinic_.run(clinic_.gate->claimed(clinic_.tenant, "slot", "ten o'clock")).value();
  };
  const auto holder = RecordId::random(clinic_.random);
  const auto stranger = RecordId::random(clinic_.random);
  ASSERT_TRUE(write(holder, 0, Kind::claim));
  const auto stolen = write(stranger, 0, Kind::release);
  ASSERT_FALSE(stolen);
  EXPECT_EQ(stolen.error().code, Code::conflict);
  EXPECT_TRUE(taken());
  ASSERT_TRUE(write(holder, 1, Kind::release));
  EXPECT_FALSE(taken());
}

}  // namespace
}  // namespace salus::gate
