// SPDX-License-Identifier: Apache-2.0
// The committer, and what happens when the disk fails it.
#include "journal.hpp"

#include "base/log.hpp"

#include <unistd.h>

namespace salus::audit {
namespace {

constexpr std::size_t smallest_segment = std::size_t{128} << 10;  // any entry fits

std::size_t bytes_of(const std::vector<Leaf>& entries) {
  std::size_t bytes = 0;
  for (const Leaf& leaf : entries) bytes += frame_size(leaf.entry.size());
  return bytes;
}

bool blank(const std::filesystem::path& path, std::size_t size) {
  const auto bytes = read_file(path, size);
  return bytes && bytes->size() == size && decode_segment(*bytes).blank;
}

/// Leaves a blank file of this size there, without writing one anew when it is there already.
Result<void> ensure_blank(const std::filesystem::path& path, std::size_t size) {
  return blank(path, size) ? Result<void>() : make_zeroed(path, size);
}

}  // namespace

Result<std::unique_ptr<Journal>> Journal::begin(std::filesystem::path folder, const Replayed& before,
                                                JournalOptions options, Durable durable) {
  if (!options.sync) options.sync = ::fdatasync;
  options.segment_bytes = std::max(options.segment_bytes, smallest_segment);
  TRY(create_folder(folder));
  const auto number = before.last_number + 1;
  TRY(ensure_blank(segment_path(folder, number), options.segment_bytes));
  TRY(auto segment, SegmentFile::open(segment_path(folder, number), number));
  if (auto header = segment.append(encode_segment_header(number, before.end), ::fdatasync); !header) {
    return std::unexpected(header.error());
  }
  for (const auto old : segment_numbers(folder)) {
    if (old < number) ::unlink(segment_path(folder, old).c_str());
  }
  TRY(sync_folder(folder));
  TRY(ensure_blank(twin_path(folder), options.segment_bytes));
  TRY(ensure_blank(segment_path(folder, number + 1), options.segment_bytes));
  return std::unique_ptr<Journal>(
      new Journal(std::move(folder), std::move(options), std::move(durable), std::move(segment), before.end));
}

Journal::Journal(std::filesystem::path folder, JournalOptions options, Durable durable, SegmentFile segment,
                 Link link)
    : folder_(std::move(folder)),
      options_(std::move(options)),
      on_durable_(std::move(durable)),
      link_(link),
      durable_(link.next),
      number_(segment.number()),
      prepared_(segment.number() + 1),
      starts_{{segment.number(), link.next}} {
  current_.emplace(std::move(segment));
  committer_ = std::thread([this] { run(); });
}

Journal::~Journal() {
  stop();
}

bool Journal::accepts(const std::vector<Leaf>& entries) const {
  const std::scoped_lock lock(mutex_);
  return !dead_ && !stopping_ && queued_bytes_ + bytes_of(entries) <= options_.queue_bytes;
}

bool Journal::submit(std::vector<Leaf> entries, std::optional<Waiter>& waiter) {
  {
    const std::scoped_lock lock(mutex_);
    if (dead_ || stopping_) return false;
    queued_bytes_ += bytes_of(entries);
    queue_.push_back({std::move(entries), std::move(waiter)});
  }
  wake_.notify_one();
  return true;
}

LeafIndex Journal::durable() const {
  const std::scoped_lock lock(mutex_);
  return durable_;
}

bool Journal::alive() const {
  const std::scoped_lock lock(mutex_);
  return !dead_ && !stopping_;
}

void Journal::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return !queue_.empty() || stopping_; });
    if (queue_.empty()) return;
    std::vector<Submission> batch = std::exchange(queue_, std::vector<Submission>());
    queued_bytes_ = 0;
    const bool refused = dead_;
    const LeafIndex first = durable_;
    lock.unlock();

    const bool good = !refused && commit(batch);
    std::vector<std::pair<Waiter, Result<LeafIndex>>> waiters;
    std::vector<Leaf> entries;
    LeafIndex index = first;
    for (Submission& submission : batch) {
      const Result<LeafIndex> outcome =
          good ? Result<LeafIndex>(index) : fail(Code::unavailable, "audit: the journal can't be written");
      if (submission.waiter) waiters.emplace_back(std::move(*submission.waiter), outcome);
      index += submission.entries.size();
      if (good) std::ranges::move(submission.entries, std::back_inserter(entries));
    }
    if (good) on_durable_(std::move(entries));
    lock.lock();
    if (good) durable_ = index;
    dead_ = !good;
    lock.unlock();
    resume_all(std::move(waiters));
    lock.lock();
  }
}

bool Journal::commit(const std::vector<Submission>& batch) {
  Bytes frames;
  Link start = link_;  // before the frames that aren't written yet
  for (const Submission& submission : batch) {
    for (const Leaf& leaf : submission.entries) {
      const auto header = current_->started() ? 0 : segment_header;
      if (header + frames.size() + frame_size(leaf.entry.size()) > current_->room()) {
        if (!frames.empty() && !write(frames, start)) return false;
        frames.clear();
        start = link_;
        if (!roll(start)) return false;
      }
      encode_frame(frames, leaf, start.next, link_);
    }
  }
  return write(frames, start);
}

bool Journal::write(const Bytes& frames, const Link& start) {
  Bytes whole;
  if (!current_->started()) whole = encode_segment_header(current_->number(), start);
  whole.insert(whole.end(), frames.begin(), frames.end());
  if (current_->append(whole, options_.sync)) return true;
  log::error("audit: journal segment fenced", {{"segment", current_->number()}, {"entry", start.next}});
  if (!switch_to_twin(start)) return false;
  if (current_->append(frames, options_.sync)) return true;
  log::error("audit: emergency journal failed too");
  return false;
}

bool Journal::roll(const Link& start) {
  const auto next = current_->number() + 1;
  const auto path = segment_path(folder_, next);
  bool ready;
  {
    const std::scoped_lock lock(mutex_);
    ready = prepared_ >= next;
    rolling_ = true;
  }
  if (!ready) ready = make_zeroed(path, options_.segment_bytes).has_value();
  auto segment = ready ? SegmentFile::open(path, next) : fail(Code::unavailable, "audit: no next segment");
  const std::scoped_lock lock(mutex_);
  rolling_ = false;
  if (!segment) return switch_to_twin(start);
  current_.emplace(*std::move(segment));
  number_ = next;
  prepared_ = std::max(prepared_, next);
  starts_.emplace_back(next, start.next);
  return true;
}

bool Journal::switch_to_twin(const Link& start) {
  if (!std::exchange(twin_left_, false)) return false;
  auto twin = SegmentFile::open(twin_path(folder_), current_->number());
  if (!twin) return false;
  log::warning("audit: writing to the emergency journal", {{"entry", start.next}});
  current_.emplace(*std::move(twin));
  return current_->append(encode_segment_header(current_->number(), start), options_.sync).has_value();
}

void Journal::maintain(LeafIndex anchored) {
  std::uint64_t wanted = 0;
  std::vector<std::uint64_t> done;
  {
    const std::scoped_lock lock(mutex_);
    if (stopping_ || dead_) return;
    if (prepared_ <= number_) wanted = number_ + 1;
    while (starts_.size() > 1 && starts_[1].second <= anchored) {
      done.push_back(starts_.front().first);
      starts_.erase(starts_.begin());
    }
  }
  for (const auto number : done) ::unlink(segment_path(folder_, number).c_str());
  if (wanted == 0) return;
  // The committer may want it at the same time and make it itself; a late rename would blank what is in use.
  auto beside = segment_path(folder_, wanted);
  beside += ".next";
  if (!make_zeroed(beside, options_.segment_bytes)) return;
  bool renamed = false;
  {
    const std::scoped_lock lock(mutex_);
    renamed = !rolling_ && number_ + 1 == wanted &&
              ::rename(beside.c_str(), segment_path(folder_, wanted).c_str()) == 0;
  }
  if (!renamed) {
    ::unlink(beside.c_str());
    return;
  }
  // Without the lock, for which every append would wait. A committer that can't wait makes the segment
  // itself.
  if (!sync_folder(folder_)) return;
  const std::scoped_lock lock(mutex_);
  prepared_ = std::max(prepared_, wanted);
}

void Journal::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (committer_.joinable()) committer_.join();
}

}  // namespace salus::audit
