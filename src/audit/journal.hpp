// SPDX-License-Identifier: Apache-2.0
// The journal: where an entry becomes durable, one fdatasync for all who wait.
#pragma once

#include "base/suspend.hpp"
#include "replay.hpp"
#include "segment_file.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace salus::audit {

using Waiter = Resume<Result<LeafIndex>>;

struct JournalOptions {
  std::size_t segment_bytes = std::size_t{16} << 20;
  std::size_t queue_bytes = std::size_t{16}
                            << 20;  ///< waiting for the disk; beyond it append is refused for the moment
  Sync sync;                        ///< empty: fdatasync
};

/// A committer thread takes whatever arrived while the last sync ran, writes it with one pwrite and syncs
/// once.
///
/// A failed write or sync fences the segment; the same frames go to the emergency twin, made and zeroed
/// beforehand. When the twin fails as well, or is used up, the journal is dead: everything is refused from
/// then on. A full disk shows when the next segment can't be prepared, and leads to the twin too.
/// Thread-safe.
class Journal {
 public:
  /// Called on the committer thread with entries that just became durable, before their waiters resume.
  using Durable = std::function<void(std::vector<Leaf>)>;

  /// Starts a new segment at `start`, and drops older ones: their entries must be in the sink by now.
  static Result<std::unique_ptr<Journal>> begin(std::filesystem::path folder, const Replayed& before,
                                                JournalOptions options, Durable durable);
  ~Journal();

  /// Whether there is room for these in the queue. Holds until the same caller's next submit, if it is the
  /// only one.
  bool accepts(const std::vector<Leaf>& entries) const;
  /// Queues entries that follow each other. False, and nothing happened, when the journal is dead or
  /// stopping; else the waiter gets the index of the first once all are durable, or Code::unavailable.
  bool submit(std::vector<Leaf> entries, std::optional<Waiter>& waiter);
  /// Entries so far that will survive any crash.
  LeafIndex durable() const;
  bool alive() const;

  /// Makes the next segment ready, and removes those whose entries all lie below `anchored`. Not thread-safe
  /// against itself: one background worker calls it.
  void maintain(LeafIndex anchored);
  /// Writes what was accepted, then refuses. Blocks.
  void stop();

 private:
  struct Submission {
    std::vector<Leaf> entries;
    std::optional<Waiter> waiter;
  };
  Journal(std::filesystem::path folder, JournalOptions options, Durable durable, SegmentFile segment,
          Link link);

  void run();
  bool commit(const std::vector<Submission>& batch);
  bool write(const Bytes& frames, const Link& start);
  bool roll(const Link& start);
  bool switch_to_twin(const Link& start);

  const std::filesystem::path folder_;
  const JournalOptions options_;
  const Durable on_durable_;

  // Of the committer thread alone.
  std::optional<SegmentFile> current_;
  Link link_;
  bool twin_left_ = true;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Submission> queue_;
  std::size_t queued_bytes_ = 0;
  LeafIndex durable_ = 0;
  bool dead_ = false;
  bool stopping_ = false;
  bool rolling_ = false;
  std::uint64_t number_ = 0;    ///< of the current segment
  std::uint64_t prepared_ = 0;  ///< newest segment that exists, blank if above number_
  std::vector<std::pair<std::uint64_t, LeafIndex>>
      starts_;  ///< number and first index of each started segment

  std::thread committer_;
};

}  // namespace salus::audit
