// SPDX-License-Identifier: Apache-2.0
// Work that is running now, so that whoever owns it can wait for its end.
#include "base/scope.hpp"

#include "base/suspend.hpp"

#include <cstdio>
#include <cstdlib>

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

namespace salus {
inline namespace base {

Scope::~Scope() {
  if (running_ == 0) return;
  std::fputs("scope: destroyed while work is running\n", stderr);
  std::abort();
}

std::optional<Scope::Entry> Scope::enter() {
  const std::scoped_lock lock(mutex_);
  if (stopping_) return std::nullopt;
  ++running_;
  return Entry(*this);
}

boost::asio::awaitable<void> Scope::stop() {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  if (running_ == 0) co_return;
  lock.unlock();
  auto executor = co_await boost::asio::this_coro::executor;
  co_await suspend<int>([this, &executor](Resume<int> waiter) {
    // Posted, never dispatched: the last Entry may end on the waiter's own loop, deep in another coroutine.
    auto wake = [executor, waiter = std::move(waiter)]() mutable {
      boost::asio::post(executor, [waiter = std::move(waiter)]() mutable { std::move(waiter)(0); });
    };
    std::unique_lock again(mutex_);
    if (running_ != 0) {
      waiters_.emplace_back(std::move(wake));
      return;
    }
    again.unlock();
    wake();
  });
}

bool Scope::stopping() const {
  const std::scoped_lock lock(mutex_);
  return stopping_;
}

std::size_t Scope::running() const {
  const std::scoped_lock lock(mutex_);
  return running_;
}

void Scope::leave() {
  std::vector<std::move_only_function<void()>> woken;
  {
    const std::scoped_lock lock(mutex_);
    if (--running_ == 0) woken.swap(waiters_);
    // Nothing of this object is touched after the lock: a waiter may destroy it.
  }
  for (auto& wake : woken) wake();
}

}  // namespace base
}  // namespace salus
