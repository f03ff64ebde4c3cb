// SPDX-License-Identifier: Apache-2.0
// One sync for all that arrived during the last one, and a loser that doesn't take its neighbours along.
#include "fault_vfs.hpp"
#include "harness.hpp"

#include <semaphore>

namespace salus::store {
namespace {

// Holds the first sync until told, while the test fills the queue behind it.
class HeldSync {
 public:
  explicit HeldSync(FaultVfs& vfs) : vfs_(vfs) {
    vfs_.before_sync([this](const std::string&) {
      if (!first_.exchange(false)) return;
      reached_.release();
      go_on_.acquire();
    });
  }
  ~HeldSync() { vfs_.before_sync({}); }
  void wait_until_reached() { reached_.acquire(); }
  void let_go() { go_on_.release(); }

 private:
  FaultVfs& vfs_;
  std::atomic<bool> first_ = true;
  std::binary_semaphore reached_{0};
  std::binary_semaphore go_on_{0};
};

class Group : public testing::Test {
 protected:
  Group() : store_(open_embedded(folder_.path() / "store.db", store_key()).value()) {
    EXPECT_TRUE(
        await(store_->commit(batch(tenant_))));  // the WAL's header, synced by itself, is out of the way
  }
  int syncs() { return vfs_.syncs(folder_.path() / "store.db-wal"); }
  void start(Batch batch) {
    boost::asio::co_spawn(loop_, store_->commit(std::move(batch)),
                          [this](std::exception_ptr, Result<Committed> end) {
                            ++(end ? won_ : lost_);
                            EXPECT_EQ(end ? Code::conflict : end.error().code, Code::conflict);
                          });
    loop_.poll();
    loop_.restart();
  }

  FaultVfs vfs_;
  TemporaryFolder folder_;
  const TenantId tenant_ = tenant(1);
  boost::asio::io_context loop_;  // outlives the store, whose writer posts to it
  std::unique_ptr<Store> store_;
  int won_ = 0;
  int lost_ = 0;
};

TEST_F(Group, what_arrives_during_a_sync_shares_the_next_one) {
  const int before = syncs();
  HeldSync held(vfs_);
  start(one(tenant_, put(key(0), 1)));
  held.wait_until_reached();
  for (std::uint32_t number = 1; number < 64; ++number) start(one(tenant_, put(key(number), 1)));
  EXPECT_EQ(won_, 0);  // nobody hears of success before the sync
  held.let_go();
  loop_.run();
  EXPECT_EQ(won_, 64);
  EXPECT_EQ(syncs() - before, 2);
}

TEST_F(Group, one_after_the_other_each_has_its_own_sync) {
  const int before = syncs();
  for (std::uint32_t number = 0; number < 8; ++number) {
    ASSERT_TRUE(await(store_->commit(one(tenant_, put(key(number), 1)))));
  }
  EXPECT_EQ(syncs() - before, 8);
}

TEST_F(Group, a_conflict_fails_alone) {
  HeldSync held(vfs_);
  start(one(tenant_, put(key(0), 1)));
  held.wait_until_reached();
  start(one(tenant_, put(key(1), 1, "kept", {5})));
  auto losing = one(tenant_, put(key(2), 1, "lost", {5}));
  losing.puts.push_back(put(key(1), 1));
  start(losing);
  start(one(tenant_, put(key(3), 1, "kept", {5})));
  held.let_go();
  loop_.run();
  EXPECT_EQ(won_, 3);
  EXPECT_EQ(lost_, 1);
  EXPECT_EQ(keys_of(await(store_->find(tenant_, Expression{{{5}}}, {}))), (std::vector{key(1), key(3)}));
  EXPECT_EQ(await(store_->changes(tenant_, 0, 10))->size(), 3U);
}

TEST_F(Group, reads_wait_for_no_sync) {
  ASSERT_TRUE(await(store_->commit(one(tenant_, put(key(1), 1, "old")))));
  HeldSync held(vfs_);
  start(one(tenant_, put(key(1), 2, "new")));
  held.wait_until_reached();
  EXPECT_EQ(as_text(await(store_->get(tenant_, {key(1)}))->front()->blob), "old");
  held.let_go();
  loop_.run();
  EXPECT_EQ(as_text(await(store_->get(tenant_, {key(1)}))->front()->blob), "new");
}

TEST_F(Group, stop_finishes_what_was_accepted) {
  HeldSync held(vfs_);
  start(one(tenant_, put(key(0), 1)));
  held.wait_until_reached();
  for (std::uint32_t number = 1; number < 10; ++number) start(one(tenant_, put(key(number), 1)));
  std::thread stopping([this] { store_->stop(); });
  held.let_go();
  stopping.join();
  loop_.run();
  EXPECT_EQ(won_, 10);
  EXPECT_EQ(code_of(await(store_->commit(batch(tenant_)))), Code::unavailable);
}

}  // namespace
}  // namespace salus::store
