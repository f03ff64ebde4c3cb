// SPDX-License-Identifier: Apache-2.0
// Scopes wait for the last piece of work, whichever thread ends it; deadlines cut what waits too long.
#include "base/deadline.hpp"
#include "base/pool.hpp"
#include "base/scope.hpp"

#include <atomic>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace salus {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

template <class F>
void run(asio::io_context& loop, F body) {
  loop.restart();
  asio::co_spawn(loop, std::move(body), [](std::exception_ptr failed) { EXPECT_FALSE(failed); });
  loop.run();
}

TEST(scope, stop_waits_for_work_on_other_threads) {
  asio::io_context loop;  // outlives the threads that wake it
  Pool pool(2, 64);
  for (int round = 0; round < 50; ++round) {
    std::atomic<int> done = 0;
    auto scope = std::make_unique<Scope>();
    for (int i = 0; i < 8; ++i) {
      auto entry = std::make_shared<std::optional<Scope::Entry>>(scope->enter());
      ASSERT_TRUE(pool.try_post([&done, entry] {
        std::this_thread::yield();
        ++done;
        entry->reset();
      }));
    }
    run(loop, [&]() -> asio::awaitable<void> {
      co_await scope->stop();
      EXPECT_EQ(done, 8);
      EXPECT_FALSE(scope->enter());
      EXPECT_TRUE(scope->stopping());
      co_await scope->stop();
    });
    EXPECT_EQ(scope->running(), 0u);
  }
}

TEST(scope, stop_may_share_a_loop_with_the_work) {
  asio::io_context loop;
  run(loop, []() -> asio::awaitable<void> {
    Scope scope;
    bool done = false;
    auto executor = co_await asio::this_coro::executor;
    auto work = [](Scope::Entry, bool& out) -> asio::awaitable<void> {
      co_await sleep_for(10ms);
      out = true;
    };
    asio::co_spawn(executor, work(*scope.enter(), done), [](std::exception_ptr) {});
    co_await scope.stop();
    EXPECT_TRUE(done);
  });
}

TEST(scope_death, destroying_it_under_running_work_ends_the_program) {
  EXPECT_DEATH(
      {
        auto scope = std::make_unique<Scope>();
        auto entry = scope->enter();
        scope.reset();
      },
      "work is running");
}

TEST(deadline, gives_the_value_when_in_time_and_cuts_when_not) {
  asio::io_context loop;
  run(loop, []() -> asio::awaitable<void> {
    const auto work = [](std::chrono::milliseconds span) -> Task<int> {
      co_await sleep_for(span);
      co_return 7;
    };
    auto quick = co_await within(10s, work(1ms));
    EXPECT_EQ(quick.value_or(0), 7);
    const auto start = std::chrono::steady_clock::now();
    auto slow = co_await within(20ms, work(30s));
    EXPECT_TRUE(!slow && slow.error().code == Code::timed_out);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 10s);
    const auto failing = []() -> Task<int> { co_return fail(Code::stale, "test: stale"); };
    auto failed = co_await within(10s, failing());
    EXPECT_TRUE(!failed && failed.error().code == Code::stale);
  });
}

asio::awaitable<void> count_forever(int& ticks, bool& over) {
  struct Mark {
    bool& over;
    ~Mark() { over = true; }
  } mark{over};
  for (;;) {
    co_await sleep_for(1ms);
    ++ticks;
  }
}

TEST(beside, what_watches_runs_as_long_as_the_work_and_not_longer) {
  asio::io_context loop;
  run(loop, []() -> asio::awaitable<void> {
    const auto work = [](std::chrono::milliseconds span) -> Task<void> {
      co_await sleep_for(span);
      co_return fail(Code::stale, "test: stale");
    };
    int ticks = 0;
    bool over = false;
    auto watching = count_forever(ticks, over);
    auto working = work(100ms);
    const auto ended = co_await beside(std::move(watching), std::move(working));
    EXPECT_TRUE(!ended && ended.error().code == Code::stale) << "the work's own end";
    EXPECT_GT(ticks, 1);
    EXPECT_TRUE(over) << "it is gone when the work is";
  });
}

}  // namespace
}  // namespace salus
