// SPDX-License-Identifier: Apache-2.0
// What was acknowledged survives kill -9, a power cut after any sync, and a disk that fails once, wherever it
// fails.
#include "fault_vfs.hpp"
#include "harness.hpp"

#include <random>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace salus::store {
namespace {

constexpr std::uint32_t rows_a_batch = 3;

// Rows 3n, 3n+1 and 3n+2, all at the same version: half a batch would show.
Batch triple(TenantId tenant, std::uint32_t number, Version version, std::size_t size = 100) {
  auto rows = batch(tenant);
  for (std::uint32_t i = 0; i < rows_a_batch; ++i) {
    rows.puts.push_back(
        put(key(number * rows_a_batch + i), version, std::string(size, 'b'), {number, version + 1'000}));
  }
  return rows;
}

// Everything in a store stands as whole batches, in its rows as in its changes.
void expect_whole(Store& store, TenantId tenant) {
  std::map<RowKey, Version> newest;
  std::map<BatchId, std::uint32_t> sizes;
  for (Counter cursor = 0;;) {
    const auto page = await(store.changes(tenant, cursor, max_page)).value();
    if (page.empty()) break;
    for (const auto& change : page) {
      ASSERT_EQ(change.counter, ++cursor);
      ASSERT_EQ(change.version, ++newest[change.key]);
      ++sizes[change.batch];
    }
  }
  for (const auto& [id, size] : sizes) {
    ASSERT_EQ(size, rows_a_batch);
    ASSERT_TRUE(await(store.committed(tenant, id)).value());
  }
  PageRequest page;
  page.limit = max_page;
  const auto rows = await(store.scan(tenant, page)).value();
  ASSERT_EQ(rows.size(), newest.size());
  for (const auto& row : rows) ASSERT_EQ(row.version, newest.at(row.key));
}

// The child: eight writers, each on rows of its own, that report each acknowledged batch.
[[noreturn]] void commit_until_killed(const std::filesystem::path& file, int acknowledged) {
  const auto store = open_embedded(file, store_key(), EmbeddedOptions{.readers = 1, .wal_bytes = 256 << 10});
  if (!store) ::_exit(1);
  boost::asio::io_context loop;
  const auto writer = [&](std::uint32_t number) -> boost::asio::awaitable<void> {
    const auto rows = co_await (*store)->get(tenant(1), std::vector<RowKey>(1, key(number * rows_a_batch)));
    if (!rows) ::_exit(2);
    Version version = rows->front() ? rows->front()->version : 0;
    for (;;) {
      auto next = triple(tenant(1), number, ++version, 1'500);
      const auto id = next.id;
      const auto done = co_await (*store)->commit(std::move(next));
      if (!done) ::_exit(3);
      if (::write(acknowledged, id.bytes().data(), 16) != 16) ::_exit(4);
    }
  };
  for (std::uint32_t number = 0; number < 8; ++number) {
    boost::asio::co_spawn(loop, writer(number), [](std::exception_ptr) { ::_exit(5); });
  }
  loop.run();
  ::_exit(6);
}

TEST(durability, kill_9_under_load_loses_no_acknowledged_batch) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "store.db";
  std::mt19937 random(std::random_device{}());
  std::size_t total = 0;
  for (int round = 0; round < 10; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      commit_until_killed(file, ends[1]);
    }
    ::close(ends[1]);
    std::vector<BatchId> acknowledged;
    ByteArray<16> id;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(20 + random() % 400);
    bool killed = false;
    while (::read(ends[0], id.data(), id.size()) == 16) {  // what lies in the pipe was acknowledged too
      acknowledged.emplace_back(id);
      if (!killed && std::chrono::steady_clock::now() >= deadline) {
        killed = ::kill(child, SIGKILL) == 0;
      }
    }
    ::close(ends[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "exit " << WEXITSTATUS(status);
    const auto store = open_embedded(file, store_key()).value();
    for (const auto& batch : acknowledged) ASSERT_TRUE(await(store->committed(tenant(1), batch)).value());
    expect_whole(*store, tenant(1));
    total += acknowledged.size();
  }
  EXPECT_GT(total, 100U);
}

TEST(durability, a_power_cut_after_any_sync_loses_no_acknowledged_batch) {
  struct Cut {
    FaultVfs::Disk disk;
    std::size_t acknowledged;
  };
  std::vector<Cut> cuts;
  std::vector<BatchId> acknowledged;
  std::atomic<std::size_t> count = 0;
  {
    FaultVfs vfs;
    const TemporaryFolder folder(Medium::memory);
    vfs.remember();
    const auto store = open_embedded(folder.path() / "store.db", store_key(),
                                     EmbeddedOptions{.readers = 1, .wal_bytes = 128 << 10})
                           .value();
    // Before each sync lies what all syncs before it left, and whatever was answered until now must be in it.
    vfs.before_sync([&](const std::string&) { cuts.push_back({vfs.disk(), count.load()}); });
    for (std::uint32_t number = 0; number < 60; ++number) {
      auto next = triple(tenant(1), number % 5, 1 + number / 5, 3'000);
      acknowledged.push_back(next.id);
      ASSERT_TRUE(await(store->commit(std::move(next))));
      ++count;
    }
    store->stop();
    EXPECT_GT(vfs.syncs("store.db"), 3);  // it went through checkpoints
  }
  ASSERT_GE(cuts.size(), 60U);
  for (const auto& cut : cuts) {
    const TemporaryFolder folder(Medium::memory);
    restore(cut.disk, folder.path());
    const auto store = open_embedded(folder.path() / "store.db", store_key());
    ASSERT_TRUE(store) << store.error().context.view();
    for (std::size_t i = 0; i < cut.acknowledged; ++i) {
      ASSERT_TRUE(await((*store)->committed(tenant(1), acknowledged[i])).value())
          << i << " of " << cut.acknowledged;
    }
    expect_whole(**store, tenant(1));
  }
}

// Fails the nth write or sync of a run, then holds the answers against what a new process finds.
class Faulted {
 public:
  explicit Faulted(int nth) {
    {
      FaultVfs vfs;
      const auto store = open();
      vfs.fail_nth(nth, SQLITE_IOERR_FSYNC);
      for (std::uint32_t number = 0; number < 6; ++number) {
        auto next = triple(tenant(1), number, 1);
        const auto id = next.id;
        const auto answer = await(store->commit(std::move(next)));
        if (answer) {
          EXPECT_TRUE(refused_.empty()) << "went on after a failure";
          acknowledged_.push_back(id);
        } else {
          EXPECT_EQ(code_of(answer), Code::unavailable);
          EXPECT_EQ(code_of(await(store->get(tenant(1), {key(1)}))), Code::unavailable);
          refused_.push_back(id);
        }
      }
      hit_ = vfs.faults() > 0;
      vfs.fail_nth(0, SQLITE_OK);
      store->stop();
    }
    const auto store = open();
    for (const auto& id : acknowledged_) EXPECT_TRUE(await(store->committed(tenant(1), id)).value());
    // The first refused batch was under way and may have made it; those behind it were never begun.
    for (std::size_t i = 1; i < refused_.size(); ++i) {
      EXPECT_FALSE(await(store->committed(tenant(1), refused_[i])).value());
    }
    expect_whole(*store, tenant(1));
  }
  bool hit() const { return hit_; }
  bool refused() const { return !refused_.empty(); }

 private:
  std::unique_ptr<Store> open() {
    return open_embedded(folder_.path() / "store.db", store_key(),
                         EmbeddedOptions{.readers = 1, .wal_bytes = 192 << 10})
        .value();
  }

  TemporaryFolder folder_{Medium::memory};
  std::vector<BatchId> acknowledged_;
  std::vector<BatchId> refused_;
  bool hit_ = false;
};

TEST(durability, a_disk_that_fails_once_fences_the_store_wherever_it_fails) {
  int fenced = 0;
  int nth = 1;
  for (;; ++nth) {
    SCOPED_TRACE(nth);
    const Faulted run(nth);
    if (!run.hit()) {
      EXPECT_FALSE(run.refused());
      break;
    }
    fenced += run.refused();
  }
  EXPECT_GT(nth, 60);
  EXPECT_GT(fenced, nth / 2);  // all but those behind the last answer
  RecordProperty("places", nth);
}

TEST(durability, whoever_asked_is_told_of_the_fence_once) {
  FaultVfs vfs;
  const TemporaryFolder folder(Medium::memory);
  std::atomic<int> told = 0;
  EmbeddedOptions options;
  options.fenced = [&told] { ++told; };
  const auto store = open_embedded(folder.path() / "store.db", store_key(), std::move(options)).value();
  ASSERT_TRUE(await(store->commit(triple(tenant(1), 1, 1))));
  EXPECT_EQ(told, 0);
  vfs.fail_nth(1, SQLITE_IOERR_FSYNC);
  EXPECT_FALSE(await(store->commit(triple(tenant(1), 1, 2))));
  EXPECT_FALSE(await(store->commit(triple(tenant(1), 1, 2))));
  EXPECT_EQ(told, 1);
}

TEST(durability, a_full_disk_refuses_and_recovers_without_a_fence) {
  FaultVfs vfs;
  const TemporaryFolder folder(Medium::memory);
  const auto store = open_embedded(folder.path() / "store.db", store_key()).value();
  ASSERT_TRUE(await(store->commit(one(tenant(1), put(key(1), 1)))));
  vfs.fail_nth(2, SQLITE_FULL);
  EXPECT_EQ(code_of(await(store->commit(one(tenant(1), put(key(2), 1))))), Code::unavailable);
  EXPECT_EQ(vfs.faults(), 1);
  EXPECT_TRUE(await(store->get(tenant(1), {key(1)}))->front());
  EXPECT_FALSE(await(store->get(tenant(1), {key(2)}))->front());
  EXPECT_TRUE(await(store->commit(one(tenant(1), put(key(2), 1)))));
}

}  // namespace
}  // namespace salus::store
