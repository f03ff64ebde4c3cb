// SPDX-License-Identifier: Apache-2.0
// Natural batching: while one group syncs the next one gathers, so that a busy disk makes larger groups by
// itself.
#include "writer.hpp"

#include "bounds.hpp"

#include <optional>
#include <utility>

namespace salus::store {

namespace {

// A group is one sync and one wait for all in it: large enough to be worth it, small enough not to be felt.
constexpr std::size_t batches_a_group = 1'024;
constexpr std::size_t bytes_a_group = max_batch;
constexpr std::size_t batches_waiting = 16'384;

constexpr Error closed{Code::unavailable, "store: closed"};

}  // namespace

Writer::Writer(Connection connection, std::size_t wal_bytes, std::function<void()> on_fence)
    : on_fence_(std::move(on_fence)),
      thread_([this, wal_bytes, connection = std::move(connection)]() mutable {
        std::optional<GroupCommit> commit(std::in_place, std::move(connection), wal_bytes);
        work(*commit);
        commit.reset();
        refuse();
      }) {}

Writer::~Writer() {
  stop();
  {
    const std::scoped_lock lock(mutex_);
    phase_ = Phase::ended;
    changed_.notify_all();
  }
  thread_.join();
}

Result<void> Writer::intact() {
  if (fenced_.load(std::memory_order_acquire)) {
    return fail(Code::unavailable, "store: fenced after an I/O error");
  }
  return {};
}

Result<void> Writer::accepts() {
  TRY(intact());
  const std::scoped_lock lock(mutex_);
  if (phase_ != Phase::open) return std::unexpected(closed);
  if (queue_.size() >= batches_waiting) return fail(Code::unavailable, "store: too many commits wait");
  return {};
}

void Writer::submit(Batch batch, Resume<Answer> waiter) {
  const std::scoped_lock lock(mutex_);
  queue_.emplace_back(std::move(batch), std::move(waiter));
  changed_.notify_all();
}

void Writer::stop() {
  std::unique_lock lock(mutex_);
  if (phase_ == Phase::open) phase_ = Phase::closing;
  changed_.notify_all();
  changed_.wait(lock, [this] { return phase_ >= Phase::closed; });
}

void Writer::work(GroupCommit& commit) {
  for (auto group = take(Phase::closing); !group.empty(); group = take(Phase::closing)) {
    std::vector<const Batch*> batches;
    for (const auto& pending : group) batches.push_back(&pending.batch);
    auto answers = commit(batches);
    // Before anybody learns of a failure, so that whoever does finds every later call refused.
    fence_if(commit.fenced());
    answer(std::move(group), std::move(answers));
    commit.checkpoint_if_due();
    fence_if(commit.fenced());
  }
  commit.finish();
}

void Writer::fence_if(bool broken) {
  if (!broken || fenced_.exchange(true, std::memory_order_acq_rel)) return;
  if (on_fence_) on_fence_();
}

// Whoever loses the race against `stop` gets an answer too.
void Writer::refuse() {
  {
    const std::scoped_lock lock(mutex_);
    phase_ = Phase::closed;
    changed_.notify_all();
  }
  for (auto group = take(Phase::ended); !group.empty(); group = take(Phase::ended)) {
    std::vector<Answer> answers(group.size(), std::unexpected(closed));
    answer(std::move(group), std::move(answers));
  }
}

Writer::Group Writer::take(Phase until) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return phase_ >= until || !queue_.empty(); });
  Group group;
  std::size_t bytes = 0;
  while (!queue_.empty() && group.size() < batches_a_group && bytes < bytes_a_group) {
    bytes += bytes_of(queue_.front().batch);
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return group;
}

void Writer::answer(Group group, std::vector<Answer> answers) {
  std::vector<std::pair<Resume<Answer>, Answer>> waiters;
  for (std::size_t i = 0; i < group.size(); ++i) {
    waiters.emplace_back(std::move(group[i].waiter), std::move(answers[i]));
  }
  group.clear();
  resume_all(std::move(waiters));
}

}  // namespace salus::store
