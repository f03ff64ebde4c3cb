// SPDX-License-Identifier: Apache-2.0
// Crossing between coroutines and calls that block: the HSM's, and the start of the program.
#pragma once

#include "base/pool.hpp"
#include "base/suspend.hpp"
#include "base/task.hpp"

#include <atomic>
#include <mutex>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace salus::keys {

/// One thread for calls that block, with a bounded queue. Thread-safe.
class Worker {
 public:
  explicit Worker(std::size_t limit) : limit_(limit), pool_(1, limit) {}

  /// Runs `work`, which returns a Result<T>, on the thread. Code::unavailable when the queue is full.
  template <class T, class Work>
  Task<T> run(Work work) {
    // Counted before the coroutine suspends, since a waiter must not be answered while it is suspending.
    if (waiting_.fetch_add(1) >= limit_) {
      --waiting_;
      co_return fail(Code::unavailable, "keys: the HSM has too much to do");
    }
    // Named, since g++ 12 destroys a closure twice when it is made in the same expression as a co_await.
    auto start = [this, work = std::move(work)](Resume<Result<T>> waiter) mutable {
      const bool taken = pool_.try_post([waiter = std::move(waiter), work = std::move(work)]() mutable {
        resume(std::move(waiter), work());
      });
      if (!taken) std::abort();  // the queue is as long as the count
    };
    auto result = co_await suspend<Result<T>>(std::move(start));
    --waiting_;
    co_return result;
  }

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> waiting_ = 0;
  Pool pool_;
};

/// A loop for callers that may block. It must outlive the threads that resume its tasks: one of them may
/// still be inside its post when `wait` has returned already. Thread-safe; not on an event loop.
class BlockingLoop {
 public:
  /// Runs a task to its end.
  template <class T>
  Result<T> wait(Task<T> task) {
    const std::scoped_lock lock(mutex_);
    std::optional<Result<T>> result;
    boost::asio::co_spawn(loop_, std::move(task), [&](std::exception_ptr failed, Result<T> value) {
      if (failed) std::rethrow_exception(failed);
      result.emplace(std::move(value));
    });
    loop_.restart();
    loop_.run();
    return *std::move(result);
  }

 private:
  std::mutex mutex_;
  boost::asio::io_context loop_;
};

}  // namespace salus::keys
