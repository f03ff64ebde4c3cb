// SPDX-License-Identifier: Apache-2.0
// Savepoints keep a losing batch from taking its neighbours along; the fence keeps a failed sync from being
// forgotten.
#include "group.hpp"

#include "base/log.hpp"

#include <utility>

namespace salus::store {

namespace {

constexpr std::size_t page_bytes = 8'192;
constexpr int pages_too_many = 64 * 1'024;  // 512 MiB: readers that overlap kept the WAL from starting over

}  // namespace

GroupCommit::GroupCommit(Connection connection, std::size_t wal_bytes)
    : connection_(std::move(connection)),
      apply_(connection_),
      begin_(connection_, "BEGIN IMMEDIATE"),
      commit_(connection_, "COMMIT"),
      rollback_(connection_, "ROLLBACK"),
      savepoint_(connection_, "SAVEPOINT batch"),
      rollback_to_(connection_, "ROLLBACK TO batch"),
      release_(connection_, "RELEASE batch"),
      pages_a_checkpoint_(static_cast<int>(wal_bytes / page_bytes)),
      checkpoint_at_(pages_a_checkpoint_) {
  sqlite3_wal_hook(
      connection_.raw(),
      [](void* pages, sqlite3*, const char*, int now) {
        *static_cast<int*>(pages) = now;
        return SQLITE_OK;
      },
      &wal_pages_);
}

std::vector<Answer> GroupCommit::operator()(const std::vector<const Batch*>& batches) {
  if (fenced_) {
    return {batches.size(), fail(Code::unavailable, "store: fenced after an I/O error")};
  }
  auto answers = transact(batches);
  if (answers) return *std::move(answers);
  if (!leaves_file_whole(answers.error())) fence(answers.error());
  // SQLite has rolled back by itself after the graver errors.
  if (sqlite3_get_autocommit(connection_.raw()) == 0) {
    if (auto undone = run(rollback_); !undone && !fenced_) fence(undone.error());
  }
  return {batches.size(), std::unexpected(answers.error())};
}

Result<std::vector<Answer>> GroupCommit::transact(const std::vector<const Batch*>& batches) {
  std::vector<Answer> answers;
  answers.reserve(batches.size());
  TRY(run(begin_));
  for (const Batch* batch : batches) {
    TRY(run(savepoint_));
    auto answer = apply_(*batch);
    if (!answer) {
      if (answer.error().code != Code::conflict) return std::unexpected(answer.error());
      TRY(run(rollback_to_));
    }
    TRY(run(release_));
    answers.push_back(std::move(answer));
  }
  TRY(run(commit_));
  return answers;
}

void GroupCommit::fence(const Error& cause) {
  fenced_ = true;
  log::error("store_fenced", cause);
}

void GroupCommit::checkpoint_if_due() {
  if (fenced_) return;
  // Once everything has been moved and no reader looks on, SQLite starts the WAL over by itself.
  if (wal_pages_ < checkpoint_at_ - pages_a_checkpoint_) checkpoint_at_ = pages_a_checkpoint_;
  if (wal_pages_ < checkpoint_at_) return;
  checkpoint(wal_pages_ < pages_too_many ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART);
  checkpoint_at_ = wal_pages_ + pages_a_checkpoint_;
}

void GroupCommit::finish() {
  if (!fenced_) checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
  if (fenced_) sqlite3_db_config(connection_.raw(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void GroupCommit::checkpoint(int mode) {
  const int code = sqlite3_wal_checkpoint_v2(connection_.raw(), "main", mode, nullptr, nullptr);
  if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY) return;
  const auto cause = failure(code).error();
  if (leaves_file_whole(cause)) return;  // a full disk: the WAL keeps everything meanwhile
  fence(cause);
}

}  // namespace salus::store
