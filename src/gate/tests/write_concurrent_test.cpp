// SPDX-License-Identifier: Apache-2.0
// Writers of one record that race, and what a reader finds afterwards.
#include "support/clinic.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

namespace salus::gate {
namespace {

class WriteRace : public testing::Test {
 protected:
  Task<void> update(std::uint64_t expected, std::string note) {
    Write write;
    auto draft = clinic_.draft("Observation", observation_, owner_, expected + 1, std::move(note));
    write.changes.push_back(records::Change{policy::Phi(std::move(draft)), expected});
    co_return co_await clinic_.gate->write(subject_, policy::Purpose::operations, hop::application_store,
                                           std::move(write));
  }

  TestClinic clinic_;
  const policy::Subject subject_ = clinic_.demo();
  RecordId patient_ = RecordId::random(clinic_.random);
  OwnerId owner_ = OwnerId::from(patient_.bytes()).value();
  RecordId observation_ = RecordId::random(clinic_.random);
};

boost::asio::awaitable<void> into(Task<void> task, std::optional<Result<void>>& outcome) {
  outcome.emplace(co_await std::move(task));
}

TEST_F(WriteRace, a_version_that_is_not_there_yet_is_refused_before_any_intent) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  ASSERT_TRUE(clinic_.write(clinic_.draft("Observation", observation_, owner_, 1, "one")));
  const auto before = clinic_.log->status().entries;
  for (const std::uint64_t ahead : {2U, 3U, 7U}) {
    const auto answer = clinic_.run(update(ahead, "ahead"));
    ASSERT_FALSE(answer) << ahead;
    EXPECT_EQ(answer.error().code, Code::conflict) << ahead;
  }
  EXPECT_EQ(clinic_.log->status().entries, before) << "an intent went into the log";
}

TEST_F(WriteRace, two_who_write_the_next_version_and_the_one_after_leave_a_record_that_opens) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  boost::asio::thread_pool pool(2);
  int both = 0;
  for (int round = 0; round < 200; ++round) {
    observation_ = RecordId::random(clinic_.random);
    ASSERT_TRUE(clinic_.write(clinic_.draft("Observation", observation_, owner_, 1, "one")));
    std::optional<Result<void>> first;
    std::optional<Result<void>> second;
    std::atomic<int> running = 2;
    const auto ended = [&running](std::exception_ptr failed) {
      EXPECT_FALSE(failed);
      --running;
    };
    boost::asio::co_spawn(pool, into(update(1, "two"), first), ended);
    // Later by less than a write takes, each time by another bit.
    std::this_thread::sleep_for(std::chrono::microseconds(round % 20 * 25));
    boost::asio::co_spawn(pool, into(update(2, "three"), second), ended);
    while (running > 0) std::this_thread::sleep_for(std::chrono::microseconds(50));
    ASSERT_TRUE(*first);
    if (!*second) {
      EXPECT_EQ(second->error().code, Code::conflict);
    }
    both += second->has_value() ? 1 : 0;
    const auto read = clinic_.read("Observation", observation_);
    ASSERT_TRUE(read) << "round " << round << ": " << name(read.error().code);
    EXPECT_EQ(read->version, *second ? 3U : 2U);
  }
  pool.join();
  RecordProperty("both_succeeded", both);
  clinic_.reopen();
  EXPECT_TRUE(clinic_.read("Observation", observation_));
}

}  // namespace
}  // namespace salus::gate
