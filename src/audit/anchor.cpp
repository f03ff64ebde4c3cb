// SPDX-License-Identifier: Apache-2.0
// Integrating, writing and signing, at the worker's own pace.
#include "anchor.hpp"

#include "base/log.hpp"
#include "layout.hpp"

#include <algorithm>

namespace salus::audit {

Anchor::Anchor(Sink& sink, const Signer& signer, Clock& clock, AnchorOptions options, Tiles tiles,
               const std::optional<Checkpoint>& newest)
    : sink_(sink),
      signer_(signer),
      clock_(clock),
      options_(options),
      tiles_(std::move(tiles)),
      signed_(newest.has_value()),
      newest_(newest.value_or(Checkpoint())) {}

Anchor::~Anchor() {
  stop();
}

void Anchor::accept(std::vector<Leaf> entries) {
  bool enough;
  {
    const std::scoped_lock lock(mutex_);
    for (Leaf& leaf : entries) {
      pending_bytes_ += leaf.entry.size();
      pending_.push_back(std::move(leaf));
    }
    enough = pending_.size() >= options_.entries;
  }
  if (enough) wake_.notify_one();
}

Result<void> Anchor::write_full() {
  std::vector<Leaf> fresh;
  {
    const std::scoped_lock lock(mutex_);
    fresh.assign(pending_.begin() + static_cast<std::ptrdiff_t>(integrated_), pending_.end());
    integrated_ = pending_.size();
  }
  for (const Leaf& leaf : fresh) tiles_.add(leaf);
  std::ranges::move(tiles_.take_full(), std::back_inserter(unwritten_));
  for (; !unwritten_.empty(); unwritten_.pop_front()) {
    TRY(sink_.put(unwritten_.front().path, unwritten_.front().content));
    sink_.drop_partial(unwritten_.front().path);
  }
  return {};
}

Result<void> Anchor::sign() {
  for (const SinkFile& file : tiles_.partial()) TRY(sink_.put(file.path, file.content));
  const Checkpoint checkpoint{tiles_.size(), tiles_.root(), std::max(clock_.now(), newest().at)};
  const auto note = signer_.sign(checkpoint);
  TRY(sink_.publish(as_bytes(note)));
  signed_ = true;
  // Only now, so that the history never holds a checkpoint beyond the newest.
  if (const auto kept = sink_.put(layout::checkpoint(checkpoint.size), as_bytes(note)); !kept) {
    log::error("audit: a checkpoint is missing from the history", kept.error());
  }

  const std::scoped_lock lock(mutex_);
  const auto end = pending_.begin() + static_cast<std::ptrdiff_t>(checkpoint.size - newest_.size);
  for (auto leaf = pending_.begin(); leaf != end; ++leaf) pending_bytes_ -= leaf->entry.size();
  integrated_ -= checkpoint.size - newest_.size;
  pending_.erase(pending_.begin(), end);
  newest_ = checkpoint;
  return {};
}

Result<void> Anchor::catch_up() {
  TRY(write_full());
  return signed_ && tiles_.size() == newest().size ? Result<void>() : sign();
}

void Anchor::start(std::function<void(std::uint64_t)> anchored, std::function<void()> quiet) {
  anchored_ = std::move(anchored);
  quiet_ = std::move(quiet);
  worker_ = std::thread([this] { run(); });
}

bool Anchor::flush(std::uint64_t size, std::optional<Flushed>& waiter) {
  {
    const std::scoped_lock lock(mutex_);
    if (stopping_) return false;
    flushes_.emplace_back(size, *std::move(waiter));
  }
  wake_.notify_one();
  return true;
}

void Anchor::run() {
  auto due = std::chrono::steady_clock::now() + options_.interval;
  bool failing = false;
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait_until(lock, due, [&] {
      return stopping_ || (!failing && (!flushes_.empty() || pending_.size() >= options_.entries));
    });
    const bool last = stopping_;
    const bool fresh = !pending_.empty();
    lock.unlock();
    const auto outcome = catch_up();
    failing = !outcome;
    if (failing) log::error("audit: the sink can't be written", outcome.error());
    if (outcome && fresh) anchored_(newest().size);
    answer(outcome);
    if (last) return;
    if (outcome && !fresh) quiet_();
    due = std::chrono::steady_clock::now() + options_.interval;
    lock.lock();
  }
}

void Anchor::answer(const Result<void>& outcome) {
  std::vector<std::pair<Flushed, Result<void>>> done;
  {
    const std::scoped_lock lock(mutex_);
    const auto waiting =
        std::ranges::partition(flushes_, [&](const auto& f) { return outcome && f.first > newest_.size; });
    for (auto& flush : waiting) done.emplace_back(std::move(flush.second), outcome);
    flushes_.erase(waiting.begin(), waiting.end());
  }
  resume_all(std::move(done));
}

void Anchor::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (worker_.joinable()) worker_.join();
}

Checkpoint Anchor::newest() const {
  const std::scoped_lock lock(mutex_);
  return newest_;
}

std::optional<Bytes> Anchor::recent(LeafIndex index) const {
  const std::scoped_lock lock(mutex_);
  if (index < newest_.size || index - newest_.size >= pending_.size()) return std::nullopt;
  return pending_[index - newest_.size].entry;
}

std::size_t Anchor::behind() const {
  const std::scoped_lock lock(mutex_);
  return pending_bytes_;
}

}  // namespace salus::audit
