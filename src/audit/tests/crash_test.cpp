// SPDX-License-Identifier: Apache-2.0
// kill -9 of a process that appends: no acknowledged entry may be lost, no intent may end wrongly.
#include "base/file.hpp"
#include "support.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>

namespace salus::audit {
namespace {

using test::LogTest;
using test::owner;
using test::tenant;

constexpr int rounds = 10;
constexpr int in_flight = 16;

/// Appends for ever, and says over the pipe which entries were acknowledged.
boost::asio::awaitable<void> append_and_tell(Log& log, const test::Office& office, int pipe) {
  for (;;) {
    const auto receipt = co_await log.append(office.read(tenant(1), owner(1)));
    if (!receipt) ::_exit(3);
    const LeafIndex index = receipt->entry();
    if (::write(pipe, &index, sizeof index) != sizeof index) ::_exit(4);
  }
}

class CrashTest : public LogTest {
 protected:
  [[noreturn]] void be_killed(int pipe) {
    options.segment_bytes = std::size_t{128} << 10;
    options.checkpoint_interval = std::chrono::milliseconds(20);
    if (!try_open()) ::_exit(2);
    auto& loop = test::test_loop();
    for (int i = 0; i < in_flight; ++i) {
      boost::asio::co_spawn(loop, append_and_tell(*log, office, pipe), boost::asio::detached);
    }
    loop.run();
    ::_exit(5);
  }

  /// Forks a child that appends, kills it after at least `enough` acknowledgements, returns the highest.
  void crash(int enough, std::optional<LeafIndex>& highest) {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    const FileHandle from(ends[0]);
    FileHandle to(ends[1]);
    const pid_t child = ::fork();
    if (child == 0) be_killed(to.get());
    ASSERT_GT(child, 0);
    to = FileHandle();
    LeafIndex index = 0;
    for (int seen = 0; ::read(from.get(), &index, sizeof index) == sizeof index;) {
      highest = std::max(highest.value_or(0), index);
      if (++seen == enough) ::kill(child, SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
  }
};

TEST_F(CrashTest, loses_no_acknowledged_entry) {
  std::optional<LeafIndex> highest;
  for (int round = 0; round < rounds; ++round) {
    crash(1 + round * 67, highest);
    ASSERT_TRUE(highest);
    open();
    ASSERT_GT(log->status().entries, *highest) << round;
    ASSERT_TRUE(verify().good) << verify().finding;
    ASSERT_EQ(verify().entries, log->status().entries);
    close();
  }
}

}  // namespace
}  // namespace salus::audit
