// SPDX-License-Identifier: Apache-2.0
// Readers on their own threads while writers commit: each read shows one moment, and time never runs
// backwards.
#include "harness.hpp"

#include <algorithm>
#include <thread>

namespace salus::store {
namespace {

constexpr std::uint32_t pairs = 8;
constexpr Version versions = 40;

// Rows 2n and 2n+1 are always written together, with a token that tells their version.
Batch pair(std::uint32_t number, Version version) {
  auto both = batch(tenant(1));
  for (const auto row : {2 * number, 2 * number + 1}) {
    both.puts.push_back(put(key(row), version, std::to_string(version), {number, 1'000 + version}));
  }
  return both;
}

// Reads what a pair shows until it has seen the last version.
void watch(Store& store, std::uint32_t number) {
  Version seen = 0;
  while (seen < versions) {
    const auto got = await(store.get(tenant(1), {key(2 * number), key(2 * number + 1)}));
    ASSERT_TRUE(got) << got.error().context.view();
    const auto& first = got->front();
    const auto& second = got->back();
    ASSERT_EQ(first.has_value(), second.has_value());
    if (!first) continue;
    ASSERT_EQ(first->version, second->version);
    ASSERT_EQ(as_text(first->blob), std::to_string(first->version));
    ASSERT_GE(first->version, seen);
    seen = first->version;
    const auto found = await(store.find(tenant(1), Expression{{{number}}}, {}));
    ASSERT_EQ(found->size(), 2U);
    ASSERT_EQ(found->front().version, found->back().version);
    ASSERT_GE(found->front().version, seen);
  }
}

void follow(Store& store) {
  Counter cursor = 0;
  while (cursor < pairs * 2 * versions) {
    const auto changes = await(store.changes(tenant(1), cursor, 50));
    ASSERT_TRUE(changes);
    for (const auto& change : *changes) ASSERT_EQ(change.counter, ++cursor);
  }
}

TEST(embedded, readers_see_whole_batches_while_writers_commit) {
  const TemporaryFolder folder;
  const auto store = open_embedded(folder.path() / "store.db", store_key(),
                                   EmbeddedOptions{.readers = 2, .wal_bytes = 128 << 10})
                         .value();
  std::vector<std::thread> threads;
  for (std::uint32_t number : {0U, 3U, 7U}) threads.emplace_back([&store, number] { watch(*store, number); });
  threads.emplace_back([&store] { follow(*store); });
  for (std::uint32_t loop_number = 0; loop_number < 2; ++loop_number) {
    threads.emplace_back([&store, loop_number] {
      auto& loop = own_loop();
      const auto writer = [&](std::uint32_t number) -> boost::asio::awaitable<void> {
        for (Version version = 1; version <= versions; ++version) {
          EXPECT_TRUE(co_await store->commit(pair(number, version)));
        }
      };
      for (std::uint32_t number = loop_number; number < pairs; number += 2) {
        boost::asio::co_spawn(loop, writer(number), [](std::exception_ptr failed) { EXPECT_FALSE(failed); });
      }
      loop.run();
    });
  }
  for (auto& thread : threads) thread.join();
  store->stop();
}

TEST(embedded, every_call_is_answered_when_stop_comes_in_between) {
  for (int round = 0; round < 20; ++round) {
    const TemporaryFolder folder;
    const auto store = open_embedded(folder.path() / "store.db", crypto::SecretBytes()).value();
    std::atomic<int> committed = 0;
    std::vector<std::thread> threads;
    for (std::uint32_t number = 0; number < 3; ++number) {
      threads.emplace_back([&, number] {
        for (std::uint32_t i = 0;; ++i) {
          const auto answer = await(store->commit(one(tenant(1), put(key(number * 1'000'000 + i), 1))));
          if (!answer) {
            EXPECT_EQ(answer.error().code, Code::unavailable);
            break;
          }
          ++committed;
          if (!await(store->get(tenant(1), {key(number)}))) break;
        }
      });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(round));
    store->stop();
    for (auto& thread : threads) thread.join();
    const auto reopened = open_embedded(folder.path() / "store.db", crypto::SecretBytes()).value();
    PageRequest page;
    page.limit = max_page;
    EXPECT_EQ(await(reopened->scan(tenant(1), page))->size(),
              static_cast<std::size_t>(std::min(committed.load(), 1'000)));
  }
}

}  // namespace
}  // namespace salus::store
