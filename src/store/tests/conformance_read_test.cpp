// SPDX-License-Identifier: Apache-2.0
// Finding, paging, history, scans and rows of old generations.
#include "conformance.hpp"

#include <algorithm>
#include <map>
#include <random>

namespace salus::store {
namespace {

TEST_P(Conformance, find_takes_all_of_and_any_of) {
  auto rows = batch(tenant_);
  rows.puts = {put(key(1), 1, "", {1, 2}), put(key(2), 1, "", {2, 3}), put(key(3), 1, "", {1, 3}),
               put(key(4), 1, "", {~Token{0}})};
  ASSERT_TRUE(commit(rows));
  struct Case {
    std::vector<std::vector<Token>> all_of;
    std::vector<RowKey> hits;
  };
  const std::vector<Case> cases = {
      {{{1}}, {key(1), key(3)}},
      {{{1}, {2}}, {key(1)}},
      {{{1, 2}}, {key(1), key(2), key(3)}},
      {{{1, 2}, {3}}, {key(2), key(3)}},
      {{{1}, {2}, {3}}, {}},
      {{{9}}, {}},
      {{{9, 1}, {1, 1}}, {key(1), key(3)}},
      {{{~Token{0}}}, {key(4)}},
  };
  for (const auto& expected : cases) EXPECT_EQ(find(expected.all_of), expected.hits);
}

TEST_P(Conformance, a_new_version_replaces_the_tokens) {
  ASSERT_TRUE(commit(one(tenant_, put(key(1), 1, "", {1, 2}))));
  ASSERT_TRUE(commit(one(tenant_, put(key(1), 2, "newest", {2, 3, 3}))));
  EXPECT_TRUE(find({{1}}).empty());
  EXPECT_EQ(find({{2}}), std::vector{key(1)});
  EXPECT_EQ(find({{3}}), std::vector{key(1)});
  const auto rows = await(store_->find(tenant_, Expression{{{3}}}, {}));
  EXPECT_EQ(rows->front().version, 2U);
  EXPECT_EQ(as_text(rows->front().blob), "newest");
}

TEST_P(Conformance, an_expression_without_tokens_is_invalid) {
  EXPECT_EQ(code_of(await(store_->find(tenant_, Expression{}, {}))), Code::invalid);
  EXPECT_EQ(code_of(await(store_->find(tenant_, Expression{{{1}, {}}}, {}))), Code::invalid);
  const std::vector<Token> many(max_tokens, 1);
  EXPECT_TRUE(await(store_->find(tenant_, Expression{{many}}, {})));
  EXPECT_EQ(code_of(await(store_->find(tenant_, Expression{{many, {1}}}, {}))), Code::too_large);
}

TEST_P(Conformance, find_agrees_with_a_naive_filter_on_any_expression_page_by_page) {
  std::mt19937 random(20261122);
  const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); };
  std::map<RowKey, std::vector<Token>> model;
  for (std::uint32_t number = 0; number < 600; ++number) {
    std::vector<Token> tokens;
    for (Token token = 0; token < 12; ++token) {
      if (below(12) >= token) tokens.push_back(token);  // from everywhere to nearly nowhere
    }
    model[key(below(100'000))] = tokens;
  }
  auto rows = batch(tenant_);
  for (const auto& [key, tokens] : model) rows.puts.push_back(put(key, 1, "", tokens));
  ASSERT_TRUE(commit(rows));

  for (int round = 0; round < 100; ++round) {
    std::vector<std::vector<Token>> all_of(1 + below(4));
    for (auto& any_of : all_of) {
      for (auto left = 1 + below(3); left > 0; --left) any_of.push_back(below(13));
    }
    std::vector<RowKey> expected;
    for (const auto& [key, tokens] : model) {
      const auto carries = [&](Token token) { return std::ranges::binary_search(tokens, token); };
      const auto any = [&](const auto& any_of) { return std::ranges::any_of(any_of, carries); };
      if (std::ranges::all_of(all_of, any)) expected.push_back(key);
    }
    std::vector<RowKey> found;
    PageRequest page;
    page.limit = 1 + below(200);
    for (;;) {
      const auto some = find(all_of, page);
      found.insert(found.end(), some.begin(), some.end());
      if (some.size() < page.limit) break;
      page.after = some.back();
    }
    ASSERT_EQ(found, expected) << "round " << round;
  }
}

TEST_P(Conformance, a_page_ends_with_the_row_that_reaches_its_bytes) {
  auto rows = batch(tenant_);
  for (std::uint32_t number = 0; number < 5; ++number)
    rows.puts.push_back(put(key(number), 1, "0123456789", {7}));
  ASSERT_TRUE(commit(rows));
  struct Case {
    std::size_t bytes;
    std::size_t rows;
  };
  for (const auto& expected :
       {Case{1, 1}, Case{10, 1}, Case{11, 2}, Case{40, 4}, Case{41, 5}, Case{1'000, 5}}) {
    PageRequest page;
    page.bytes = expected.bytes;
    EXPECT_EQ(find({{7}}, page).size(), expected.rows) << expected.bytes;
    EXPECT_EQ(await(store_->scan(tenant_, page))->size(), expected.rows) << expected.bytes;
    page.after = key(3);
    EXPECT_EQ(find({{7}}, page).size(), 1U) << expected.bytes;
  }
}

TEST_P(Conformance, scan_pages_through_every_row_once) {
  RowKey last{};
  last.fill(std::byte{0xff});
  auto rows = batch(tenant_);
  for (std::uint32_t number = 0; number < 24; ++number) rows.puts.push_back(put(key(number), 1));
  rows.puts.push_back(put(last, 1));
  ASSERT_TRUE(commit(rows));
  ASSERT_TRUE(commit(one(tenant_, deletion(key(3), 2))));
  ASSERT_TRUE(commit(one(tenant_, put(key(4), 2, "newest"))));

  for (const std::uint32_t limit : {1U, 7U, 25U, 1'000U}) {
    std::vector<Row> all;
    PageRequest page;
    page.limit = limit;
    for (;;) {
      auto some = await(store_->scan(tenant_, page)).value();
      if (some.empty()) break;
      EXPECT_LE(some.size(), limit);
      page.after = some.back().key;
      std::ranges::move(some, std::back_inserter(all));
    }
    ASSERT_EQ(all.size(), 25U) << limit;
    EXPECT_TRUE(std::ranges::is_sorted(all, {}, &Row::key));
    EXPECT_EQ(all[3].state, State::deleted);
    EXPECT_EQ(as_text(all[4].blob), "newest");
    EXPECT_EQ(all.back().key, last);
  }
}

TEST_P(Conformance, history_runs_backwards_and_resumes_below) {
  for (Version version = 1; version <= 7; ++version) {
    ASSERT_TRUE(commit(one(tenant_, put(key(1), version, std::to_string(version)))));
  }
  ASSERT_TRUE(commit(one(tenant_, put(key(2), 1))));
  std::vector<Version> seen;
  std::optional<Version> before;
  for (;;) {
    const auto rows = await(store_->history(tenant_, key(1), before, 3)).value();
    for (const auto& row : rows) {
      seen.push_back(row.version);
      EXPECT_EQ(as_text(row.blob), std::to_string(row.version));
    }
    if (rows.size() < 3) break;
    before = rows.back().version;
  }
  EXPECT_EQ(seen, (std::vector<Version>{7, 6, 5, 4, 3, 2, 1}));
  EXPECT_TRUE(await(store_->history(tenant_, key(1), 1, 3))->empty());
}

TEST_P(Conformance, older_than_sees_newest_versions_only) {
  const auto of = [](RowKey key, Version version, Generation generation) {
    auto row = put(key, version);
    row.row.generation = generation;
    return row;
  };
  auto rows = batch(tenant_);
  rows.puts = {of(key(1), 1, 3), of(key(2), 1, 1), of(key(3), 1, 2), of(key(4), 1, 1)};
  ASSERT_TRUE(commit(rows));
  const auto older = [&](Generation generation, std::uint32_t limit) {
    return keys_of(await(store_->older_than(tenant_, generation, limit)));
  };
  EXPECT_EQ(older(3, 10), (std::vector{key(2), key(4), key(3)}));
  EXPECT_EQ(older(3, 1), std::vector{key(2)});
  EXPECT_TRUE(older(1, 10).empty());
  ASSERT_TRUE(commit(one(tenant_, of(key(2), 2, 3))));  // its older version stays behind, and doesn't count
  EXPECT_EQ(older(3, 10), (std::vector{key(4), key(3)}));
}

TEST_P(Conformance, pages_are_neither_empty_nor_endless) {
  for (const auto& [limit, code] : {std::pair{0U, Code::invalid}, {max_page + 1, Code::too_large}}) {
    PageRequest page;
    page.limit = limit;
    EXPECT_EQ(code_of(await(store_->scan(tenant_, page))), code);
    EXPECT_EQ(code_of(await(store_->find(tenant_, Expression{{{1}}}, page))), code);
    EXPECT_EQ(code_of(await(store_->history(tenant_, key(1), std::nullopt, limit))), code);
    EXPECT_EQ(code_of(await(store_->older_than(tenant_, 1, limit))), code);
    EXPECT_EQ(code_of(await(store_->changes(tenant_, 0, limit))), code);
  }
}

}  // namespace
}  // namespace salus::store
