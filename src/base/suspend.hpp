// SPDX-License-Identifier: Apache-2.0
// How a coroutine waits for another thread: a committer, an HSM, a pool. Only sources include this header.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/append.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace salus {
inline namespace base {

/// The other thread's end of a suspended coroutine. Complete it exactly once, through `resume` or
/// `resume_all`; one that is destroyed instead destroys the coroutine.
template <class T>
using Resume = boost::asio::any_completion_handler<void(T)>;

/// Suspends the caller and hands its Resume to `start`, which must not complete it inline.
template <class T, class Start>
boost::asio::awaitable<T> suspend(Start start) {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(T)>(
      [start = std::move(start)](auto handler) mutable { start(Resume<T>(std::move(handler))); },
      boost::asio::use_awaitable);
}

/// Completes one, on its own executor. Any thread but the waiter's own.
template <class T>
void resume(Resume<T> waiter, T value) {
  auto executor = boost::asio::get_associated_executor(waiter);
  boost::asio::dispatch(executor, boost::asio::append(std::move(waiter), std::move(value)));
}

/// Completes many with one post an executor: waking a loop costs far more than running a handler on it. Any
/// thread but the waiters' own.
template <class T>
void resume_all(std::vector<std::pair<Resume<T>, T>> waiters) {
  while (!waiters.empty()) {
    auto executor = boost::asio::get_associated_executor(waiters.front().first);
    std::vector<std::pair<Resume<T>, T>> here;
    std::vector<std::pair<Resume<T>, T>> elsewhere;
    for (auto& waiter : waiters) {
      const bool same = boost::asio::get_associated_executor(waiter.first) == executor;
      (same ? here : elsewhere).push_back(std::move(waiter));
    }
    auto batch = std::make_unique<std::vector<std::pair<Resume<T>, T>>>(std::move(here));
    boost::asio::dispatch(executor, [batch = std::move(batch)]() mutable {
      for (auto& [handler, value] : *batch) std::move(handler)(std::move(value));
    });
    waiters = std::move(elsewhere);
  }
}

}  // namespace base
}  // namespace salus
