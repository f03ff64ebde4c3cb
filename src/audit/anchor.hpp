// SPDX-License-Identifier: Apache-2.0
// The worker behind the journal: from durable entries to tiles and signed checkpoints in the sink.
#pragma once

#include "base/suspend.hpp"
#include "note.hpp"
#include "sink.hpp"
#include "tiles.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace salus::audit {

struct AnchorOptions {
  std::chrono::milliseconds interval{1000};  ///< a checkpoint at most this often …
  std::size_t entries = 1000;                ///< … or after so many
};

/// A failure of the sink is logged and tried again each interval; entries stay in the journal meanwhile.
/// Thread-safe.
class Anchor {
 public:
  using Flushed = Resume<Result<void>>;

  /// `tiles` and `newest` are what the sink holds already, if it holds anything.
  Anchor(Sink& sink, const Signer& signer, Clock& clock, AnchorOptions options, Tiles tiles,
         const std::optional<Checkpoint>& newest);
  ~Anchor();

  /// Entries that became durable, in order.
  void accept(std::vector<Leaf> entries);
  /// Writes and signs all that was accepted, on the calling thread; before `start` only.
  Result<void> catch_up();
  /// Runs the worker. It calls `anchored` after each checkpoint, and `quiet` when one found nothing new
  /// since.
  void start(std::function<void(std::uint64_t size)> anchored, std::function<void()> quiet);
  /// Completes once entries below `size` are anchored; with the sink's error when an attempt to fails. False,
  /// and nothing happened, when the worker is stopping.
  bool flush(std::uint64_t size, std::optional<Flushed>& waiter);
  /// Anchors what was accepted, and ends the worker. Blocks.
  void stop();

  Checkpoint newest() const;
  /// An entry that isn't anchored yet.
  std::optional<Bytes> recent(LeafIndex index) const;
  /// Bytes waiting for the sink.
  std::size_t behind() const;

 private:
  void run();
  Result<void> write_full();
  Result<void> sign();
  void answer(const Result<void>& outcome);

  Sink& sink_;
  const Signer& signer_;
  Clock& clock_;
  const AnchorOptions options_;
  std::function<void(std::uint64_t)> anchored_;
  std::function<void()> quiet_;

  // Of the worker alone.
  Tiles tiles_;
  std::deque<SinkFile> unwritten_;
  bool signed_ = false;  ///< any checkpoint: an empty log has one too

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Checkpoint newest_;
  std::deque<Leaf> pending_;    ///< entries from newest_.size on
  std::size_t integrated_ = 0;  ///< how many of them are in tiles_
  std::size_t pending_bytes_ = 0;
  std::vector<std::pair<std::uint64_t, Flushed>> flushes_;
  bool stopping_ = false;
  std::thread worker_;
};

}  // namespace salus::audit
