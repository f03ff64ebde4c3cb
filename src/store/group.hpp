// SPDX-License-Identifier: Apache-2.0
// One transaction for a group of batches, each of which succeeds or conflicts by itself.
#pragma once

#include "apply.hpp"

namespace salus::store {

using Answer = Result<Committed>;

/// The writing connection. For one thread at a time.
///
/// After an I/O error the file's state is unknown, for a second fdatasync may report success for pages that
/// the first one lost. So it is then fenced: nothing is tried again, and all is refused until the process
/// exits and recovers.
class GroupCommit {
 public:
  /// `connection` is prepared and has no transaction open.
  GroupCommit(Connection connection, std::size_t wal_bytes);
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  /// One answer a batch, in order; successes are durable. One sync for all.
  std::vector<Answer> operator()(const std::vector<const Batch*>& batches);
  bool fenced() const { return fenced_; }
  /// Moves the WAL into the main file when it has grown enough.
  void checkpoint_if_due();
  /// The last checkpoint, so that closing leaves no WAL; or, fenced, leaves it for the recovery.
  void finish();

 private:
  Result<std::vector<Answer>> transact(const std::vector<const Batch*>& batches);
  void fence(const Error& cause);
  void checkpoint(int mode);

  Connection connection_;
  Apply apply_;
  Statement begin_, commit_, rollback_, savepoint_, rollback_to_, release_;
  bool fenced_ = false;
  const int pages_a_checkpoint_;
  int wal_pages_ = 0;  ///< in the WAL, as of the last commit
  int checkpoint_at_;
};

}  // namespace salus::store
