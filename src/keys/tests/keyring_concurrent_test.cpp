// SPDX-License-Identifier: Apache-2.0
// However many make the same key at once, there is one.
#include "fixture.hpp"

#include <list>
#include <set>
#include <thread>

namespace salus::keys {
namespace {

class Together : public Custodied {
 protected:
  static constexpr int threads = 4;
  static constexpr int rounds = 6;
  void SetUp() override { open_home(); }

  /// Runs `work` on several loops at once, several times on each.
  template <class Work>
  void at_once(Work work) {
    std::vector<std::jthread> running;
    for (int t = 0; t < threads; ++t) {
      auto& loop = loops.emplace_back();
      running.emplace_back([&] {
        for (int i = 0; i < rounds; ++i) {
          boost::asio::co_spawn(loop, work(), [](std::exception_ptr failed) { EXPECT_FALSE(failed); });
        }
        loop.run();
      });
    }
  }

  void TearDown() override {
    if (ring) close_home();  // before the loops that its threads post to
  }

  std::list<boost::asio::io_context> loops;
  std::mutex mutex;
  std::set<std::string> seen;
  void note(const crypto::SecretBytes& key) {
    const std::scoped_lock lock(mutex);
    seen.emplace(as_text(key.view()));
  }
};

TEST_F(Together, one_tenant) {
  std::atomic<int> made = 0;
  std::atomic<int> conflicts = 0;
  at_once([&]() -> boost::asio::awaitable<void> {
    const auto created = co_await ring->create_tenant(tenant);
    if (created) ++made;
    if (!created && created.error().code == Code::conflict) ++conflicts;
  });
  EXPECT_EQ(made, 1);
  EXPECT_EQ(conflicts, threads * rounds - 1);
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  const auto before = derived(tenant, "clinical", 1);
  reopen();
  EXPECT_TRUE(same(before, derived(tenant, "clinical", 1)));
}

TEST_F(Together, one_dek) {
  ASSERT_TRUE(wait_for(ring->create_tenant(tenant)));
  at_once([&]() -> boost::asio::awaitable<void> {
    const auto version = co_await ring->current(tenant, "clinical");
    EXPECT_TRUE(version);
    if (!version) co_return;
    EXPECT_EQ(*version, 1U);
    Bytes info;
    const auto key = co_await ring->derive(tenant, "clinical", *version, std::move(info));
    EXPECT_TRUE(key);
    if (key) note(*key);
  });
  EXPECT_EQ(seen.size(), 1U);
  clock.advance(std::chrono::days(91));
  at_once([&]() -> boost::asio::awaitable<void> {
    const auto version = co_await ring->current(tenant, "clinical");
    EXPECT_TRUE(version);
    EXPECT_EQ(version.value_or(0), 2U);
  });
  EXPECT_EQ(wait_for(ring->describe(tenant)).value().size(), 4U);
}

TEST_F(Together, one_owner_key) {
  ASSERT_TRUE(wait_for(ring->create_tenant(tenant)));
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  const auto owner = OwnerId::random(random);
  at_once([&]() -> boost::asio::awaitable<void> {
    const auto created = co_await ring->create_owner(tenant, owner);
    EXPECT_TRUE(created);
    Bytes info;
    const auto key = co_await ring->derive(tenant, "clinical", 1, owner, std::move(info));
    EXPECT_TRUE(key);
    if (key) note(*key);
  });
  EXPECT_EQ(seen.size(), 1U);
  reopen();
  const auto after = wait_for(ring->derive(tenant, "clinical", 1, owner, Bytes())).value();
  EXPECT_TRUE(seen.contains(std::string(as_text(after.view()))));
}

TEST_F(Together, stopping_while_others_work) {
  ASSERT_TRUE(wait_for(ring->create_tenant(tenant)));
  std::atomic<int> odd = 0;
  {
    const std::jthread stopper([&] { ring->stop(); });
    at_once([&]() -> boost::asio::awaitable<void> {
      const auto owner = OwnerId::random(random);
      const auto created = co_await ring->create_owner(tenant, owner);
      if (!created && created.error().code != Code::unavailable) ++odd;
    });
  }
  EXPECT_EQ(odd, 0);
}

}  // namespace
}  // namespace salus::keys
