// SPDX-License-Identifier: Apache-2.0
// Claims and changes: what many batches at once must agree on.
#include "conformance.hpp"

#include <algorithm>
#include <map>

namespace salus::store {
namespace {

TEST_P(Conformance, a_claim_holds_until_it_is_released) {
  const auto claim = [&](RowKey holder) {
    auto claiming = batch(tenant_);
    claiming.claims = {{key(90), holder}};
    return claiming;
  };
  ASSERT_TRUE(commit(claim(key(1))));
  EXPECT_EQ(await(store_->claimed(tenant_, key(90))).value(), key(1));
  EXPECT_EQ(commit_code(claim(key(2))), Code::conflict);
  EXPECT_EQ(commit_code(claim(key(1))), Code::conflict);
  const auto release = [&](RowKey value, RowKey holder) {
    auto releasing = batch(tenant_);
    releasing.releases = {{value, holder}};
    return releasing;
  };
  EXPECT_EQ(commit_code(release(key(90), key(2))), Code::conflict) << "another row's";
  EXPECT_EQ(commit_code(release(key(91), key(1))), Code::conflict) << "nobody's";
  EXPECT_EQ(await(store_->claimed(tenant_, key(90))).value(), key(1));
  ASSERT_TRUE(commit(release(key(90), key(1))));
  EXPECT_FALSE(await(store_->claimed(tenant_, key(90))).value());
  ASSERT_TRUE(commit(claim(key(2))));
}

TEST_P(Conformance, a_claim_passes_from_row_to_row_in_one_batch) {
  auto first = batch(tenant_);
  first.claims = {{key(90), key(1)}};
  ASSERT_TRUE(commit(first));
  auto pass = batch(tenant_);
  pass.releases = {{key(90), key(1)}};
  pass.claims = {{key(90), key(2)}};
  ASSERT_TRUE(commit(pass));
  EXPECT_EQ(await(store_->claimed(tenant_, key(90))).value(), key(2));
  auto doubled = batch(tenant_);
  doubled.claims = {{key(91), key(1)}, {key(91), key(2)}};
  EXPECT_EQ(commit_code(doubled), Code::conflict);
}

TEST_P(Conformance, of_many_that_race_for_a_claim_or_a_version_exactly_one_wins) {
  std::vector<Batch> racing;
  for (std::uint32_t number = 0; number < 32; ++number) {
    auto claiming = one(tenant_, put(key(number), 1));
    claiming.claims = {{key(1'000), key(number)}};
    racing.push_back(claiming);
    racing.push_back(one(tenant_, put(key(2'000), 1, std::to_string(number))));
  }
  int claims = 0;
  int versions = 0;
  std::optional<RowKey> winner;
  auto& loop = own_loop();
  for (const auto& batch : racing) {
    boost::asio::co_spawn(loop, store_->commit(batch), [&](std::exception_ptr, Answered result) {
      if (!result) {
        EXPECT_EQ(result.error().code, Code::conflict);
      } else if (batch.claims.empty()) {
        ++versions;
      } else {
        ++claims;
        winner = batch.claims.front().key;
      }
    });
  }
  loop.restart();
  loop.run();
  EXPECT_EQ(claims, 1);
  EXPECT_EQ(versions, 1);
  EXPECT_EQ(await(store_->claimed(tenant_, key(1'000))).value(), winner);
  EXPECT_EQ(await(store_->scan(tenant_, {}))->size(), 2U);
}

TEST_P(Conformance, a_commit_says_where_its_changes_stand) {
  auto three = batch(tenant_);
  three.puts = {put(key(1), 1), put(key(2), 1), put(key(3), 1)};
  const auto first = commit(three).value();
  EXPECT_EQ(first.first, 1U);
  EXPECT_EQ(first.last, 3U);
  const auto none = commit(batch(tenant_)).value();
  EXPECT_EQ(none.first, 4U);
  EXPECT_EQ(none.last, 3U);
  const auto changes = await(store_->changes(tenant_, 1, 10)).value();
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].counter, 2U);
  EXPECT_EQ(changes[0].key, key(2));
  EXPECT_EQ(changes[0].version, 1U);
  EXPECT_EQ(changes[0].batch, three.id);
  EXPECT_EQ(await(store_->changes(tenant_, 0, 2))->size(), 2U);
  EXPECT_TRUE(await(store_->changes(tenant_, 3, 10))->empty());
  EXPECT_TRUE(await(store_->changes(tenant_, ~Counter{0}, 10))->empty());
}

TEST_P(Conformance, changes_have_no_gaps_and_keep_a_batch_together) {
  // Every third batch conflicts, and must leave no hole behind.
  std::map<BatchId, Committed> answered;
  std::vector<Batch> batches;
  for (std::uint32_t number = 0; number < 200; ++number) {
    auto some = batch(number % 2 == 0 ? tenant_ : other_);
    for (std::uint32_t i = 0; i <= number % 4; ++i) some.puts.push_back(put(key(number * 10 + i), 1));
    if (number % 3 == 0) some.expect = {{key(77'777), 5}};
    batches.push_back(some);
  }
  auto& loop = own_loop();
  for (const auto& batch : batches) {
    boost::asio::co_spawn(loop, store_->commit(batch), [&](std::exception_ptr, Answered result) {
      EXPECT_EQ(result.has_value(), batch.expect.empty());
      if (result) answered[batch.id] = *result;
    });
  }
  loop.restart();
  loop.run();

  std::size_t seen = 0;
  for (const auto tenant : {tenant_, other_}) {
    Counter cursor = 0;
    std::map<BatchId, Committed> told;
    for (;;) {
      const auto page = await(store_->changes(tenant, cursor, 7)).value();
      if (page.empty()) break;
      for (const auto& change : page) {
        ASSERT_EQ(change.counter, ++cursor);
        auto& span = told.try_emplace(change.batch, Committed{cursor, cursor - 1}).first->second;
        ASSERT_EQ(span.last + 1, cursor) << "a batch's changes lie apart";
        span.last = cursor;
      }
    }
    for (const auto& [id, span] : told) {
      EXPECT_EQ(answered.at(id).first, span.first);
      EXPECT_EQ(answered.at(id).last, span.last);
    }
    seen += told.size();
  }
  EXPECT_EQ(seen, answered.size());
}

}  // namespace
}  // namespace salus::store
