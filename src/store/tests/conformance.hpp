// SPDX-License-Identifier: Apache-2.0
// The contract of store.hpp as tests, parameterised by engine: every engine is instantiated against all of
// them.
#pragma once

#include "harness.hpp"

#include <functional>
#include <string>

namespace salus::store {

/// What a commit hands to whoever waits.
using Answered = Result<Committed>;

/// How to make an empty store of one kind in a folder of its own.
struct Engine {
  std::string name;
  std::function<std::unique_ptr<Store>(const std::filesystem::path& folder)> open;
};
inline void PrintTo(const Engine& engine, std::ostream* out) {
  *out << engine.name;
}

/// Each test gets an empty store; calls run to their end one by one.
class Conformance : public testing::TestWithParam<Engine> {
 protected:
  Conformance() : store_(GetParam().open(folder_.path())) {}

  Result<Committed> commit(Batch batch) { return await(store_->commit(std::move(batch))); }
  /// The newest row of a key; fails the test when reading does.
  std::optional<Row> get(TenantId tenant, RowKey key) {
    auto rows = await(store_->get(tenant, {key}));
    EXPECT_TRUE(rows) << rows.error().context.view();
    return rows ? std::move(rows->front()) : std::nullopt;
  }
  std::vector<RowKey> find(std::vector<std::vector<Token>> all_of, PageRequest page = {}) {
    Expression expression;
    expression.all_of = std::move(all_of);
    return keys_of(await(store_->find(tenant_, std::move(expression), page)));
  }
  Code commit_code(Batch batch) { return code_of(commit(std::move(batch))); }

  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
  const TenantId tenant_ = tenant(1);
  const TenantId other_ = tenant(2);
};

}  // namespace salus::store
