// SPDX-License-Identifier: Apache-2.0
// One row that isn't what the log says: searches withhold it and say so, a read of it fails.
#include "support/clinic.hpp"

namespace salus::gate {
namespace {

class BadRow : public testing::Test {
 protected:
  // Two observations, and the older version of one of them put back behind our back.
  BadRow() {
    EXPECT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
    EXPECT_TRUE(clinic_.write(clinic_.draft("Observation", good_, owner_, 1, "fever")));
    EXPECT_TRUE(clinic_.write(clinic_.draft("Observation", bad_, owner_, 1, "fever")));
    clinic_.close();
    const auto database = clinic_.root() / "salus.db";
    std::filesystem::copy_file(database, clinic_.root() / "old.db");
    clinic_.open();
    EXPECT_TRUE(clinic_.write(clinic_.draft("Observation", bad_, owner_, 2, "fever")));
    clinic_.close();
    std::filesystem::copy_file(clinic_.root() / "old.db", database,
                               std::filesystem::copy_options::overwrite_existing);
    clinic_.open();
  }

  Search all() {
    Search wanted;
    wanted.lookup.kind = kind("Observation");
    wanted.lookup.compartment = owner_;
    wanted.classes = {policy::Class::clinical};
    wanted.matches = [](const records::Document&) { return true; };
    return wanted;
  }
  Result<Found> search(Search wanted) {
    return clinic_.run(
        clinic_.gate->search(clinic_.demo(), policy::Purpose::operations, hop::fhir_api, std::move(wanted)));
  }

  TestClinic clinic_;
  RecordId patient_ = RecordId::random(clinic_.random);
  OwnerId owner_ = OwnerId::from(patient_.bytes()).value();
  RecordId good_ = RecordId::random(clinic_.random);
  RecordId bad_ = RecordId::random(clinic_.random);
};

TEST_F(BadRow, is_withheld_from_a_search_that_says_so) {
  const auto found = search(all());
  ASSERT_TRUE(found) << name(found.error().code);
  EXPECT_EQ(found->ids, std::vector{good_});
  EXPECT_EQ(found->withheld, 1U);
}

TEST_F(BadRow, is_withheld_from_a_search_by_id_too) {
  Search named = all();
  named.lookup.by_id = true;
  named.lookup.ids = {bad_, good_};
  const auto found = search(std::move(named));
  ASSERT_TRUE(found) << name(found.error().code);
  EXPECT_EQ(found->ids, std::vector{good_});
  EXPECT_EQ(found->withheld, 1U);
}

TEST_F(BadRow, fails_a_read_of_that_very_record_and_no_other) {
  const auto bad = clinic_.read("Observation", bad_);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, Code::corrupt);
  EXPECT_TRUE(clinic_.read("Observation", good_));
}

}  // namespace
}  // namespace salus::gate
