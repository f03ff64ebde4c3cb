// SPDX-License-Identifier: Apache-2.0
// Waits that grow, failures that are forgotten, and who is not made to wait for others.
#include "identity/throttle.hpp"

namespace salus::identity {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class ThrottleTest : public testing::Test {
 protected:
  ManualClock clock_{Time(seconds(1'800'000'000))};
  Guesses guesses_{clock_};
  void fail(int times, const std::string& account, const std::string& address) {
    for (int i = 0; i < times; ++i) guesses_.failed(account, address);
  }
};

TEST_F(ThrottleTest, each_failure_beyond_the_free_ones_doubles_the_wait_up_to_its_most) {
  Throttle throttle(clock_, {2, std::chrono::hours(24 * 365)});
  throttle.failed("ana");
  throttle.failed("ana");
  EXPECT_FALSE(throttle.must_wait("ana"));
  for (const seconds wait : {seconds(2), seconds(4), seconds(8)}) {
    throttle.failed("ana");
    clock_.advance(wait - std::chrono::milliseconds(1));
    EXPECT_TRUE(throttle.must_wait("ana")) << wait.count();
    clock_.advance(std::chrono::milliseconds(1));
    EXPECT_FALSE(throttle.must_wait("ana")) << wait.count();
  }
  for (int i = 0; i < 40; ++i) throttle.failed("ana");
  clock_.advance(minutes(15));
  EXPECT_FALSE(throttle.must_wait("ana"));
}

TEST_F(ThrottleTest, what_is_taken_back_leaves_no_trace) {
  Throttle throttle(clock_, {2, std::chrono::hours(1)});
  for (int i = 0; i < 3; ++i) throttle.failed("ana");
  EXPECT_TRUE(throttle.must_wait("ana"));
  throttle.undo("ana");
  EXPECT_FALSE(throttle.must_wait("ana"));
  throttle.failed("ana");
  EXPECT_TRUE(throttle.must_wait("ana")) << "the others still count";
  for (int i = 0; i < 5; ++i) throttle.undo("ana");
  EXPECT_EQ(throttle.remembered(), 0U);
}

TEST_F(ThrottleTest, what_is_taken_back_brings_no_wait_of_its_own) {
  Throttle throttle(clock_, {2, std::chrono::hours(1)});
  for (int i = 0; i < 6; ++i) throttle.failed("ana");
  clock_.advance(minutes(1));
  EXPECT_FALSE(throttle.must_wait("ana"));
  throttle.failed("ana");
  throttle.undo("ana");
  EXPECT_FALSE(throttle.must_wait("ana")) << "the right password comes after all waits";
}

TEST_F(ThrottleTest, failures_are_forgotten_one_by_one) {
  Throttle throttle(clock_, {2, minutes(1)});
  for (int i = 0; i < 3; ++i) throttle.failed("ana");
  clock_.advance(minutes(2));  // two of three forgotten
  throttle.failed("ana");
  EXPECT_FALSE(throttle.must_wait("ana"));
  throttle.failed("ana");
  EXPECT_TRUE(throttle.must_wait("ana"));
  clock_.advance(std::chrono::hours(1));
  throttle.failed("ana");
  throttle.failed("ana");
  EXPECT_FALSE(throttle.must_wait("ana"));
}

TEST_F(ThrottleTest, remembers_so_many_names_and_forgets_the_oldest_failure_first) {
  Throttle throttle(clock_, {0, minutes(1), 3});
  for (const auto* name : {"a", "b", "c", "a", "d"}) throttle.failed(name);
  EXPECT_EQ(throttle.remembered(), 3U);
  EXPECT_FALSE(throttle.must_wait("b"));
  for (const auto* name : {"a", "c", "d"}) EXPECT_TRUE(throttle.must_wait(name)) << name;
  throttle.succeeded("c");
  EXPECT_EQ(throttle.remembered(), 2U);
}

TEST_F(ThrottleTest, typos_of_one_do_not_stop_the_others_behind_an_address) {
  fail(5, "ana", "192.0.2.1");
  EXPECT_TRUE(guesses_.must_wait("ana", "192.0.2.1"));
  EXPECT_FALSE(guesses_.must_wait("ben", "192.0.2.1"));
  EXPECT_FALSE(guesses_.must_wait("ana", "198.51.100.7"));
}

TEST_F(ThrottleTest, an_account_is_not_guessed_from_everywhere_nor_everybody_from_one_address) {
  for (int i = 0; i < 50; ++i) fail(1, "ana", "198.51.100." + std::to_string(i));
  EXPECT_TRUE(guesses_.must_wait("ana", "192.0.2.1"));
  for (int i = 0; i < 500; ++i) fail(1, "somebody" + std::to_string(i), "203.0.113.1");
  EXPECT_TRUE(guesses_.must_wait("ben", "203.0.113.1"));
  EXPECT_FALSE(guesses_.must_wait("ben", "192.0.2.1"));
}

TEST_F(ThrottleTest, whoever_has_one_address_of_a_network_has_them_all) {
  for (int i = 0; i < 5; ++i) fail(1, "ana", "2001:db8:1:2::" + std::to_string(i));
  EXPECT_TRUE(guesses_.must_wait("ana", "2001:db8:1:2:ffff::1"));
  EXPECT_FALSE(guesses_.must_wait("ana", "2001:db8:1:3::1"));
}

TEST_F(ThrottleTest, few_tries_of_one_peer_are_looked_at_at_once) {
  std::vector<Guesses::Place> places;
  while (auto place = guesses_.enter("2001:db8::1")) places.push_back(*std::move(place));
  EXPECT_EQ(places.size(), 8U);
  EXPECT_FALSE(guesses_.enter("2001:db8::2")) << "the same peer";
  EXPECT_TRUE(guesses_.enter("192.0.2.1"));
  places.pop_back();
  EXPECT_TRUE(guesses_.enter("2001:db8::1"));
}

TEST_F(ThrottleTest, success_clears_what_was_counted_for_the_account) {
  fail(4, "ana", "192.0.2.1");
  guesses_.succeeded("ana", "192.0.2.1");
  fail(4, "ana", "192.0.2.1");
  EXPECT_FALSE(guesses_.must_wait("ana", "192.0.2.1"));
}

}  // namespace
}  // namespace salus::identity
