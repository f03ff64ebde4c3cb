// SPDX-License-Identifier: Apache-2.0
// Requests of one session at once: what one of them locked or ended stays so, in memory and after a restart.
#include "support/people.hpp"

#include <atomic>
#include <barrier>
#include <future>
#include <thread>

namespace salus::identity {
namespace {

class SessionsTogether : public testing::Test {
 protected:
  /// A find that has to record its activity, several times at once, beside `other`, which comes a little
  /// later in each round: before, while and after the others read, write and keep.
  void beside_finds(const std::string& token, int round, const std::function<void()>& other) {
    people_.clock.advance(people_.clinic.rules.idle_limit / 2);
    std::barrier start(finders + 1);
    std::vector<std::jthread> threads;
    for (int i = 0; i < finders; ++i) {
      threads.emplace_back([&] {
        start.arrive_and_wait();
        const auto found = people_.find(token);
        EXPECT_TRUE(found || found.error().code == Code::unauthenticated) << found.error().context.view();
      });
    }
    start.arrive_and_wait();
    std::this_thread::sleep_for(round * std::chrono::microseconds(250));
    other();
  }

  static constexpr int finders = 3;
  static constexpr int rounds = 12;
  TestPeople people_;
  Account ana_ = people_.join("ana@example.org", policy::Role::clinician);
};

TEST_F(SessionsTogether, a_lock_that_succeeded_holds) {
  const auto token = people_.sign_in(ana_).value();
  for (int round = 0; round < rounds; ++round) {
    Result<void> locked;
    beside_finds(token, round, [&] { locked = people_.clinic.run(people_.sessions->lock(token)); });
    ASSERT_TRUE(locked) << locked.error().context.view();
    ASSERT_TRUE(people_.find(token)->locked) << round;
    if (round + 1 == rounds) break;
    people_.clock.advance(totp_period);
    ASSERT_TRUE(people_.clinic.run(people_.sessions->unlock(token, people_.code(ana_))));
    ASSERT_FALSE(people_.find(token)->locked);
  }
  people_.restart();
  EXPECT_TRUE(people_.find(token)->locked);
}

TEST_F(SessionsTogether, an_unlock_that_succeeded_holds_against_a_second_lock_before_it) {
  const auto token = people_.sign_in(ana_).value();
  for (int round = 0; round < rounds; ++round) {
    ASSERT_TRUE(people_.clinic.run(people_.sessions->lock(token)));
    Result<void> unlocked;
    beside_finds(token, round,
                 [&] { unlocked = people_.clinic.run(people_.sessions->unlock(token, people_.code(ana_))); });
    ASSERT_TRUE(unlocked) << unlocked.error().context.view();
    ASSERT_FALSE(people_.find(token)->locked) << round;
  }
}

TEST_F(SessionsTogether, an_ended_session_stays_ended) {
  std::vector<std::string> tokens;
  for (int round = 0; round < rounds; ++round) {
    tokens.push_back(people_.sign_in(ana_).value());
    Result<void> ended;
    beside_finds(tokens.back(), round,
                 [&] { ended = people_.clinic.run(people_.sessions->end(tokens.back())); });
    ASSERT_TRUE(ended) << ended.error().context.view();
    ASSERT_FALSE(people_.find(tokens.back())) << round;
  }
  people_.restart();
  for (const std::string& token : tokens) EXPECT_FALSE(people_.find(token));
}

TEST_F(SessionsTogether, idle_locks_once_however_many_notice) {
  const auto token = people_.sign_in(ana_).value();
  people_.clock.advance(people_.clinic.rules.idle_limit);
  beside_finds(token, 0, [&] { EXPECT_TRUE(people_.find(token)->locked); });
  people_.restart();
  EXPECT_TRUE(people_.find(token)->locked);
}

TEST_F(SessionsTogether, tries_that_wait_for_their_hash_count_already) {
  std::promise<void> go;
  ASSERT_TRUE(people_.pool.try_post([held = go.get_future().share()] { held.wait(); }));
  constexpr int tries = 12;
  std::atomic<int> looked_at = 0;
  std::atomic<int> made_to_wait = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < tries; ++i) {
    threads.emplace_back([&] {
      const Code code = people_.begin(ana_.email, "wrong").error().code;
      ++(code == Code::unauthenticated ? looked_at : made_to_wait);
      EXPECT_TRUE(code == Code::unauthenticated || code == Code::too_many) << name(code);
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  go.set_value();
  threads.clear();
  EXPECT_EQ(looked_at + made_to_wait, tries);
  EXPECT_LE(looked_at, 6) << "four are free, the fifth brings the wait, and one may slip beside it";
}

}  // namespace
}  // namespace salus::identity
