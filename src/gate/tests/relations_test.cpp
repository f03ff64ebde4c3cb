// SPDX-License-Identifier: Apache-2.0
// Relation facts: when they hold, for whom, and that they go through a record unchanged.
#include "gate/relations.hpp"

#include "base/random.hpp"

namespace salus::gate {
namespace {

using policy::Relation;
using policy::RelationSet;

class RelationFacts : public testing::Test {
 protected:
  SystemRandom random_;
  TenantId tenant_ = TenantId::random(random_);
  OwnerId doctor_ = OwnerId::random(random_);
  OwnerId nurse_ = OwnerId::random(random_);
  OwnerId patient_ = OwnerId::random(random_);
  Time noon_{std::chrono::hours(12)};
  RelationFact fact_{doctor_, patient_, Relation::appointment, noon_ - std::chrono::hours(1),
                     noon_ + std::chrono::hours(1)};
  Relations relations_;
};

TEST_F(RelationFacts, hold_from_their_begin_until_before_their_end) {
  relations_.set(tenant_, RecordId::random(random_), 1, fact_);
  const RelationSet visited{Relation::appointment, Relation::clinic_visit};
  EXPECT_EQ(relations_.between(tenant_, doctor_, patient_, fact_.from), visited);
  EXPECT_EQ(relations_.between(tenant_, doctor_, patient_, noon_), visited);
  EXPECT_TRUE(relations_.between(tenant_, doctor_, patient_, fact_.until).empty());
  EXPECT_TRUE(
      relations_.between(tenant_, doctor_, patient_, fact_.from - std::chrono::milliseconds(1)).empty());
}

TEST_F(RelationFacts, tell_a_colleague_of_the_visit_only_that_there_is_one) {
  relations_.set(tenant_, RecordId::random(random_), 1, fact_);
  EXPECT_EQ(relations_.between(tenant_, nurse_, patient_, noon_), RelationSet{Relation::clinic_visit});
  EXPECT_TRUE(relations_.between(TenantId::random(random_), nurse_, patient_, noon_).empty());
  EXPECT_EQ(relations_.about(tenant_, nurse_, {Relation::clinic_visit}, noon_), std::vector{patient_});
  EXPECT_TRUE(relations_.about(tenant_, nurse_, {Relation::appointment}, noon_).empty());
  EXPECT_EQ(relations_.about(tenant_, doctor_, {Relation::appointment}, noon_), std::vector{patient_});
}

TEST_F(RelationFacts, change_with_their_record) {
  const auto record = RecordId::random(random_);
  relations_.set(tenant_, record, 1, fact_);
  fact_.until = noon_;
  relations_.set(tenant_, record, 2, fact_);
  EXPECT_TRUE(relations_.between(tenant_, doctor_, patient_, noon_).empty());
}

TEST_F(RelationFacts, that_ended_stay_ended_when_the_news_of_their_begin_comes_late) {
  const auto record = RecordId::random(random_);
  RelationFact ended = fact_;
  ended.until = noon_;
  relations_.set(tenant_, record, 2, ended);
  relations_.set(tenant_, record, 1, fact_);
  EXPECT_TRUE(relations_.between(tenant_, doctor_, patient_, noon_).empty());
  relations_.set(tenant_, record, 3, fact_);
  EXPECT_FALSE(relations_.between(tenant_, doctor_, patient_, noon_).empty());
}

TEST_F(RelationFacts, everybody_is_their_own_self) {
  EXPECT_EQ(relations_.between(tenant_, patient_, patient_, noon_), RelationSet{Relation::self});
}

TEST_F(RelationFacts, go_through_a_record_unchanged) {
  records::Document document;
  document.members = draft_of(fact_, {}).members;
  const auto back = relation_of(document);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->who, fact_.who);
  EXPECT_EQ(back->about, fact_.about);
  EXPECT_EQ(back->kind, fact_.kind);
  EXPECT_EQ(back->from, fact_.from);
  EXPECT_EQ(back->until, fact_.until);
  document.members.front().text.pop_back();
  EXPECT_FALSE(relation_of(document));
}

}  // namespace
}  // namespace salus::gate
