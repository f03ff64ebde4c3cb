// SPDX-License-Identifier: Apache-2.0
// Many coroutines on two threads, with readers beside them and a stop in the middle.
#include "support.hpp"

#include <boost/asio/thread_pool.hpp>

namespace salus::audit {
namespace {

using test::LogTest;
using test::owner;
using test::row_key;
using test::tenant;

constexpr int coroutines = 64;
constexpr int appends = 30;

struct Tally {
  std::mutex mutex;
  std::set<LeafIndex> leaves;
  std::set<BatchId> committed;
  int refused = 0;
  int mismatches = 0;

  void add(LeafIndex leaf) {
    const std::scoped_lock lock(mutex);
    EXPECT_TRUE(leaves.insert(leaf).second) << "one entry, one receipt";
  }
};

boost::asio::awaitable<void> reads(Log& log, const test::Office& office, std::uint8_t of, Tally& tally) {
  for (int i = 0; i < appends; ++i) {
    const auto receipt = co_await log.append(office.read(tenant(of), owner(1)));
    if (receipt) {
      tally.add(receipt->entry());
    } else {
      const std::scoped_lock lock(tally.mutex);
      ++tally.refused;
    }
  }
}

/// Writes versions of a row of its own, and matches it after each.
boost::asio::awaitable<void> writes(Log& log, const test::Office& office, std::uint32_t key, Tally& tally) {
  SystemRandom random;
  for (int i = 1; i <= appends; ++i) {
    store::Row row;
    row.key = row_key(key);
    row.version = static_cast<store::Version>(i);
    row.blob = to_bytes(as_bytes(std::to_string(i)));
    const auto batch = BatchId::random(random);
    std::vector<Head> heads{head_of(row)};
    const auto receipt = co_await log.append(office.write(tenant(9), owner(1)), batch, std::move(heads));
    if (!receipt) co_return;
    tally.add(receipt->entry());
    log.committed(tenant(9), batch);
    const bool good = log.matches(tenant(9), row.key, row).has_value();
    const std::scoped_lock lock(tally.mutex);
    tally.committed.insert(batch);
    tally.mismatches += !good;
  }
}

class LogConcurrent : public LogTest {
 protected:
  void spawn(boost::asio::thread_pool& pool, Tally& tally) {
    for (int i = 0; i < coroutines; ++i) {
      const bool writer = i % 4 == 0;
      auto work = writer ? writes(*log, office, static_cast<std::uint32_t>(i), tally)
                         : reads(*log, office, static_cast<std::uint8_t>(i % 3 + 1), tally);
      boost::asio::co_spawn(pool, std::move(work), boost::asio::detached);
    }
  }
};

TEST_F(LogConcurrent, sixty_four_coroutines_on_two_threads) {
  options.checkpoint_interval = std::chrono::milliseconds(5);
  options.checkpoint_entries = 100;
  open();
  Tally tally;
  boost::asio::thread_pool pool(2);
  spawn(pool, tally);
  pool.join();
  EXPECT_EQ(tally.leaves.size(), static_cast<std::size_t>(coroutines * appends));
  EXPECT_EQ(tally.mismatches, 0);
  ASSERT_TRUE(test::run(log->flush()));
  EXPECT_GE(log->status().anchored, tally.leaves.size());
  EXPECT_TRUE(verify().good) << verify().finding;
  reopen();
  EXPECT_EQ(store.asked, 0) << "every intent had ended, and the log says so";
  for (int i = 0; i < coroutines; i += 4) {
    EXPECT_EQ(log->head(tenant(9), row_key(static_cast<std::uint32_t>(i)))->version,
              static_cast<store::Version>(appends));
  }
}

TEST_F(LogConcurrent, a_stop_in_the_middle_keeps_what_was_acknowledged) {
  open();
  Tally tally;
  boost::asio::thread_pool pool(2);
  spawn(pool, tally);
  for (int i = 0; i < 1000 && log->status().entries < 200; ++i) ::usleep(1000);
  log->stop();
  pool.join();
  const auto entries = log->status().entries;
  EXPECT_EQ(log->status().anchored, entries);
  EXPECT_GE(entries, tally.leaves.size());
  store.known = tally.committed;
  reopen();
  EXPECT_GE(log->status().entries, entries);
  EXPECT_TRUE(verify().good) << verify().finding;
}

}  // namespace
}  // namespace salus::audit
