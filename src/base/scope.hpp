// SPDX-License-Identifier: Apache-2.0
// Work that is running now, so that whoever owns it can wait for its end.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace salus {
inline namespace base {

/// The problem: a coroutine that outlives what it refers to. The answer: each holds an Entry of its owner's
/// scope, and the owner stops the scope before it dies. Thread-safe.
class Scope {
 public:
  /// One piece of running work; its end is the work's end.
  class Entry {
   public:
    Entry(Entry&& other) noexcept : scope_(std::exchange(other.scope_, nullptr)) {}
    Entry& operator=(Entry&& other) noexcept {
      std::swap(scope_, other.scope_);
      return *this;
    }
    ~Entry() {
      if (scope_) scope_->leave();
    }

   private:
    friend class Scope;
    explicit Entry(Scope& scope) : scope_(&scope) {}
    Scope* scope_;
  };

  Scope() = default;
  ~Scope();  ///< ends the program when work is left: the owner forgot to stop
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  /// Nothing once `stop` was called: refuse the work.
  std::optional<Entry> enter();
  /// Refuses new work and returns when the last Entry is gone. May be called more than once.
  boost::asio::awaitable<void> stop();
  bool stopping() const;
  std::size_t running() const;

 private:
  void leave();

  mutable std::mutex mutex_;
  std::size_t running_ = 0;
  bool stopping_ = false;
  std::vector<std::move_only_function<void()>> waiters_;
};

}  // namespace base
}  // namespace salus
