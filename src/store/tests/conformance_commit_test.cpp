// SPDX-License-Identifier: Apache-2.0
// Versions, expectations, atomicity, erasure and bounds of a commit.
#include "conformance.hpp"

namespace salus::store {
namespace {

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Conformance);

TEST_P(Conformance, a_put_is_read_back_whole) {
  auto first = put(key(1), 1, "sealed");
  first.row.generation = 7;
  ASSERT_TRUE(commit(one(tenant_, first)));
  const auto row = get(tenant_, key(1));
  ASSERT_TRUE(row);
  EXPECT_EQ(row->key, key(1));
  EXPECT_EQ(row->version, 1U);
  EXPECT_EQ(row->state, State::live);
  EXPECT_EQ(row->generation, 7U);
  EXPECT_EQ(as_text(row->blob), "sealed");
}

TEST_P(Conformance, get_answers_in_the_order_asked_with_gaps_and_repeats) {
  auto two = batch(tenant_);
  two.puts = {put(key(1), 1, "one"), put(key(3), 1, "three")};
  ASSERT_TRUE(commit(two));
  const auto rows = await(store_->get(tenant_, {key(3), key(2), key(1), key(3)}));
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 4U);
  EXPECT_EQ(as_text((*rows)[0]->blob), "three");
  EXPECT_FALSE((*rows)[1]);
  EXPECT_EQ(as_text((*rows)[2]->blob), "one");
  EXPECT_EQ(as_text((*rows)[3]->blob), "three");
}

TEST_P(Conformance, versions_follow_one_another_and_stay_readable) {
  ASSERT_TRUE(commit(one(tenant_, put(key(1), 1, "a"))));
  ASSERT_TRUE(commit(one(tenant_, put(key(1), 2, "b"))));
  for (const Version wrong : {1U, 2U, 4U}) {
    EXPECT_EQ(commit_code(one(tenant_, put(key(1), wrong))), Code::conflict) << wrong;
  }
  EXPECT_EQ(commit_code(one(tenant_, put(key(2), 2))), Code::conflict);
  EXPECT_EQ(get(tenant_, key(1))->version, 2U);
  EXPECT_EQ(as_text((*await(store_->get_version(tenant_, key(1), 1)))->blob), "a");
  EXPECT_EQ(as_text((*await(store_->get_version(tenant_, key(1), 2)))->blob), "b");
  for (const Version none : {Version{0}, Version{3}, ~Version{0}}) {
    EXPECT_FALSE(await(store_->get_version(tenant_, key(1), none)).value()) << none;
  }
}

TEST_P(Conformance, an_expectation_looks_at_the_newest_version) {
  ASSERT_TRUE(commit(one(tenant_, put(key(1), 1))));
  struct Case {
    RowKey key;
    Version version;
    bool holds;
  };
  for (const auto& expected : {Case{key(1), 1, true}, Case{key(1), 0, false}, Case{key(1), 2, false},
                               Case{key(2), 0, true}, Case{key(2), 1, false}}) {
    auto guarded = batch(tenant_);
    guarded.expect = {{expected.key, expected.version}};
    EXPECT_EQ(commit(guarded).has_value(), expected.holds);
    EXPECT_EQ(await(store_->committed(tenant_, guarded.id)).value(), expected.holds);
  }
}

TEST_P(Conformance, a_conflict_undoes_the_whole_batch) {
  ASSERT_TRUE(commit(one(tenant_, put(key(2), 1))));
  auto claimed = batch(tenant_);
  claimed.claims = {{key(90), key(2)}};
  ASSERT_TRUE(commit(claimed));

  auto losing = batch(tenant_);
  losing.puts = {put(key(1), 1, "new", {11}), put(key(2), 1)};
  losing.claims = {{key(91), key(1)}};
  losing.releases = {{key(90), key(2)}};
  losing.erases = {{key(3)}};
  EXPECT_EQ(commit_code(losing), Code::conflict);
  EXPECT_FALSE(get(tenant_, key(1)));
  EXPECT_TRUE(find({{11}}).empty());
  EXPECT_FALSE(await(store_->claimed(tenant_, key(91))).value());
  EXPECT_EQ(await(store_->claimed(tenant_, key(90))).value(), key(2));
  EXPECT_FALSE(await(store_->committed(tenant_, losing.id)).value());
  EXPECT_EQ(await(store_->changes(tenant_, 0, 10))->size(), 1U);
}

TEST_P(Conformance, a_deleted_row_keeps_its_history_and_may_live_again) {
  ASSERT_TRUE(commit(one(tenant_, put(key(1), 1, "a", {5}))));
  ASSERT_TRUE(commit(one(tenant_, deletion(key(1), 2))));
  EXPECT_EQ(get(tenant_, key(1))->state, State::deleted);
  EXPECT_TRUE(find({{5}}).empty());
  EXPECT_EQ(as_text((*await(store_->get_version(tenant_, key(1), 1)))->blob), "a");
  ASSERT_TRUE(commit(one(tenant_, put(key(1), 3, "again", {5}))));
  EXPECT_EQ(get(tenant_, key(1))->state, State::live);
  EXPECT_EQ(find({{5}}), std::vector{key(1)});
}

TEST_P(Conformance, an_erased_row_leaves_nothing_but_its_changes) {
  auto first = one(tenant_, put(key(1), 1, "a", {5}));
  first.claims = {{key(90), key(1)}};
  ASSERT_TRUE(commit(first));
  ASSERT_TRUE(commit(one(tenant_, put(key(1), 2, "b", {5, 6}))));
  ASSERT_TRUE(commit(one(tenant_, put(key(2), 1, "c", {5}))));
  auto erase = batch(tenant_);
  erase.erases = {{key(1)}, {key(77)}};
  const auto committed = commit(erase);
  ASSERT_TRUE(committed);
  EXPECT_EQ(committed->first, 4U);
  EXPECT_EQ(committed->last, 5U);

  EXPECT_FALSE(get(tenant_, key(1)));
  EXPECT_FALSE(await(store_->get_version(tenant_, key(1), 1)).value());
  EXPECT_TRUE(await(store_->history(tenant_, key(1), std::nullopt, 10))->empty());
  EXPECT_FALSE(await(store_->claimed(tenant_, key(90))).value());
  EXPECT_EQ(find({{5}}), std::vector{key(2)});
  EXPECT_TRUE(find({{6}}).empty());
  const auto changes = await(store_->changes(tenant_, 3, 10));
  EXPECT_EQ(changes->front().key, key(1));
  EXPECT_EQ(changes->front().version, erased_version);
  ASSERT_TRUE(commit(one(tenant_, put(key(1), 1, "fresh"))));  // as if it had never been
}

TEST_P(Conformance, committed_tells_how_a_batch_ended) {
  const auto done = one(tenant_, put(key(1), 1));
  EXPECT_FALSE(await(store_->committed(tenant_, done.id)).value());
  ASSERT_TRUE(commit(done));
  EXPECT_TRUE(await(store_->committed(tenant_, done.id)).value());
  EXPECT_FALSE(await(store_->committed(other_, done.id)).value());
  auto again = batch(tenant_);
  again.id = done.id;
  EXPECT_EQ(commit_code(again), Code::conflict);  // an id tells of one batch only
}

TEST_P(Conformance, tenants_see_nothing_of_one_another) {
  auto mine = one(tenant_, put(key(1), 1, "mine", {5}));
  mine.claims = {{key(90), key(1)}};
  ASSERT_TRUE(commit(mine));
  EXPECT_FALSE(get(other_, key(1)));
  EXPECT_FALSE(await(store_->get_version(other_, key(1), 1)).value());
  EXPECT_TRUE(await(store_->find(other_, Expression{{{5}}}, {}))->empty());
  EXPECT_FALSE(await(store_->claimed(other_, key(90))).value());
  EXPECT_TRUE(await(store_->history(other_, key(1), std::nullopt, 10))->empty());
  EXPECT_TRUE(await(store_->scan(other_, {}))->empty());
  EXPECT_TRUE(await(store_->older_than(other_, 9, 10))->empty());
  EXPECT_TRUE(await(store_->changes(other_, 0, 10))->empty());

  auto theirs = one(other_, put(key(1), 1, "theirs", {5}));
  theirs.claims = {{key(90), key(1)}};
  EXPECT_EQ(commit(theirs)->first, 1U);  // a counter of its own
  auto erase = batch(other_);
  erase.erases = {{key(1)}};
  erase.releases = {{key(90), key(1)}};
  ASSERT_TRUE(commit(erase));
  EXPECT_EQ(as_text(get(tenant_, key(1))->blob), "mine");
  EXPECT_EQ(find({{5}}), std::vector{key(1)});
  EXPECT_EQ(await(store_->claimed(tenant_, key(90))).value(), key(1));
}

TEST_P(Conformance, what_contradicts_itself_is_invalid) {
  auto twice = batch(tenant_);
  twice.puts = {put(key(1), 1), put(key(1), 2)};
  EXPECT_EQ(commit_code(twice), Code::invalid);
  auto both = one(tenant_, put(key(1), 1));
  both.erases = {{key(1)}};
  EXPECT_EQ(commit_code(both), Code::invalid);
  auto ghost = deletion(key(1), 1);
  ghost.tokens = {1};
  EXPECT_EQ(commit_code(one(tenant_, ghost)), Code::invalid);
  EXPECT_EQ(commit_code(one(tenant_, put(key(1), 0))), Code::invalid);
  EXPECT_EQ(commit_code(one(TenantId(), put(key(1), 1))), Code::invalid);
  auto nameless = one(tenant_, put(key(1), 1));
  nameless.id = BatchId();
  EXPECT_EQ(commit_code(nameless), Code::invalid);
}

TEST_P(Conformance, bounds_hold_to_the_last_one) {
  auto blob = put(key(1), 1);
  blob.row.blob.assign(max_blob, std::byte{1});
  EXPECT_TRUE(commit(one(tenant_, blob)));
  EXPECT_EQ(get(tenant_, key(1))->blob.size(), max_blob);
  blob.row.version = 2;
  blob.row.blob.push_back(std::byte{1});
  EXPECT_EQ(commit_code(one(tenant_, blob)), Code::too_large);

  auto operations = batch(tenant_);
  for (std::uint32_t i = 0; i < max_operations; ++i) operations.expect.push_back({key(1'000 + i), 0});
  EXPECT_TRUE(commit(operations));
  operations.id = batch(tenant_).id;
  operations.puts = {put(key(2), 1)};
  EXPECT_EQ(commit_code(operations), Code::too_large);

  auto tokens = put(key(3), 1, "", std::vector<Token>(max_tokens, 1));
  EXPECT_TRUE(commit(one(tenant_, tokens)));
  tokens.row.version = 2;
  tokens.tokens.push_back(2);
  EXPECT_EQ(commit_code(one(tenant_, tokens)), Code::too_large);

  EXPECT_TRUE(await(store_->get(tenant_, std::vector<RowKey>(max_keys, key(9)))));
  const auto keys = await(store_->get(tenant_, std::vector<RowKey>(max_keys + 1, key(9))));
  EXPECT_EQ(keys.error().code, Code::too_large);
}

TEST_P(Conformance, a_stopped_store_refuses_everything) {
  ASSERT_TRUE(commit(one(tenant_, put(key(1), 1))));
  store_->stop();
  store_->stop();
  EXPECT_EQ(commit_code(one(tenant_, put(key(1), 2))), Code::unavailable);
  EXPECT_EQ(code_of(await(store_->get(tenant_, {key(1)}))), Code::unavailable);
  EXPECT_EQ(code_of(await(store_->changes(tenant_, 0, 1))), Code::unavailable);
}

}  // namespace
}  // namespace salus::store
