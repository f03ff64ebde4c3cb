// SPDX-License-Identifier: Apache-2.0
// One event loop a core, each on a thread of its own.
#pragma once

#include "base/task.hpp"

#include <future>
#include <memory>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

namespace salus {

class Loops {
 public:
  Loops();
  ~Loops();  ///< waits for the threads; whatever ran on them must have ended
  Loops(const Loops&) = delete;
  Loops& operator=(const Loops&) = delete;

  std::vector<boost::asio::any_io_executor> executors() const;

  /// Runs a coroutine on the first loop and waits for its end: for start and stop, never on a loop's own
  /// thread.
  template <class T>
  Result<T> run(Task<T> task) {
    std::promise<Result<T>> done;
    spawn(store(std::move(task), done));
    return done.get_future().get();
  }
  void run(boost::asio::awaitable<void> task);

 private:
  template <class T>
  static boost::asio::awaitable<void> store(Task<T> task, std::promise<Result<T>>& done) {
    done.set_value(co_await std::move(task));
  }
  void spawn(boost::asio::awaitable<void> task);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace salus
