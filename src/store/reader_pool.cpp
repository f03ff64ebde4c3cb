// SPDX-License-Identifier: Apache-2.0
// The last reader used is lent first, for its cache is warm.
#include "reader.hpp"

namespace salus::store {

ReaderPool::ReaderPool(std::vector<std::unique_ptr<Reader>> readers) : idle_(std::move(readers)) {}

ReaderPool::Lease ReaderPool::borrow() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [this] { return closed_ || !idle_.empty(); });
  if (closed_) return {*this, nullptr};
  auto reader = std::move(idle_.back());
  idle_.pop_back();
  ++lent_;
  return {*this, std::move(reader)};
}

void ReaderPool::give_back(std::unique_ptr<Reader> reader) {
  const std::scoped_lock lock(mutex_);
  idle_.push_back(std::move(reader));
  --lent_;
  returned_.notify_all();
}

void ReaderPool::close() {
  std::unique_lock lock(mutex_);
  closed_ = true;
  returned_.notify_all();
  returned_.wait(lock, [this] { return lent_ == 0; });
  idle_.clear();
}

}  // namespace salus::store
