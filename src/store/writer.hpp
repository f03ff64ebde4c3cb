// SPDX-License-Identifier: Apache-2.0
// The one thread that writes: it commits together whatever arrived while the last sync ran.
#pragma once

#include "base/suspend.hpp"
#include "group.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace salus::store {

class Writer {
 public:
  /// `on_fence` is called once, on the writer's thread, after the fence is up.
  Writer(Connection connection, std::size_t wal_bytes, std::function<void()> on_fence);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Code::unavailable when it would be in vain to submit: fenced, closed, or too many wait. Thread-safe.
  Result<void> accepts();
  /// Code::unavailable once an I/O error has ended all writing. Thread-safe.
  Result<void> intact();
  /// Takes a checked batch. The answer comes when it is durable or has failed, never inline. Thread-safe.
  void submit(Batch batch, Resume<Answer> waiter);
  /// Commits what was accepted and closes the file; whatever comes later is refused. Blocks.
  void stop();

 private:
  enum class Phase : std::uint8_t { open, closing, closed, ended };
  struct Pending {
    Batch batch;
    Resume<Answer> waiter;
  };
  using Group = std::vector<Pending>;

  void work(GroupCommit& commit);
  void fence_if(bool broken);
  void refuse();
  /// Waits for batches; empty when none can come any more in this phase.
  Group take(Phase until);
  static void answer(Group group, std::vector<Answer> answers);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Pending> queue_;
  Phase phase_ = Phase::open;
  std::atomic<bool> fenced_ = false;
  std::function<void()> on_fence_;
  std::thread thread_;
};

}  // namespace salus::store
