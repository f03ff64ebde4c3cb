// SPDX-License-Identifier: Apache-2.0
// Coroutines that wait for another thread come back on their own loop, each exactly once.
#include "base/pool.hpp"
#include "base/suspend.hpp"

#include <mutex>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace salus {
namespace {

TEST(suspend, a_batch_resumes_every_waiter_on_its_own_loop) {
  boost::asio::io_context loop;  // outlives the pool, whose thread may still be waking it when `run` returns
  Pool pool(1, 64);
  std::vector<std::pair<Resume<int>, int>> waiting;
  int sum = 0;
  for (int i = 1; i <= 10; ++i) {
    boost::asio::co_spawn(
        loop,
        [&, i]() -> boost::asio::awaitable<void> {
          sum += co_await suspend<int>([&](Resume<int> waiter) {
            waiting.emplace_back(std::move(waiter), i);
            if (waiting.size() == 10) {
              ASSERT_TRUE(pool.try_post([&] { resume_all(std::move(waiting)); }));
            }
          });
        },
        [](std::exception_ptr failed) { EXPECT_FALSE(failed); });
  }
  loop.run();
  EXPECT_EQ(sum, 55);
}

TEST(pool, refuses_when_full_and_finishes_what_it_took) {
  std::mutex hold;
  int done = 0;
  int taken = 0;
  {
    Pool pool(1, 2);
    hold.lock();
    for (int i = 0; i < 10; ++i) {
      taken += pool.try_post([&] {
        const std::scoped_lock wait(hold);
        ++done;
      });
    }
    hold.unlock();
  }
  EXPECT_GE(taken, 2);
  EXPECT_LT(taken, 10);
  EXPECT_EQ(done, taken);
}

}  // namespace
}  // namespace salus
