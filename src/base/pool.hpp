// SPDX-License-Identifier: Apache-2.0
// Threads for work that would hold up the event loop: password hashing, HSM calls, exports.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace salus {
inline namespace base {

/// A fixed number of threads and a bounded queue. Thread-safe. The destructor finishes what was accepted.
class Pool {
 public:
  Pool(std::size_t threads, std::size_t queue_limit);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// False when the queue is full: tell the client to come back (Code::unavailable). `work` must not throw.
  bool try_post(std::move_only_function<void()> work);

 private:
  void run();

  std::size_t queue_limit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::move_only_function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace base
}  // namespace salus
