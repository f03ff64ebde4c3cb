// SPDX-License-Identifier: Apache-2.0
// Runs blocking work on a pool while the calling coroutine waits. Only sources include this header.
#pragma once

#include "base/pool.hpp"
#include "base/suspend.hpp"
#include "base/task.hpp"

#include <memory>
#include <optional>
#include <type_traits>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

namespace salus {
inline namespace base {

/// What `work` returns, or Code::unavailable when the pool is full. `work` must not throw.
template <class F>
Task<std::invoke_result_t<F&>> run_on(Pool& pool, F work) {
  using T = std::invoke_result_t<F&>;
  auto executor = co_await boost::asio::this_coro::executor;
  auto done = co_await suspend<std::optional<T>>([&](Resume<std::optional<T>> waiter) {
    auto shared = std::make_shared<Resume<std::optional<T>>>(std::move(waiter));
    const bool taken = pool.try_post(
        [shared, work = std::move(work)]() mutable { resume(std::move(*shared), std::optional<T>(work())); });
    if (!taken) boost::asio::post(executor, [shared] { std::move (*shared)(std::nullopt); });
  });
  if (!done) co_return fail(Code::unavailable, "pool: full");
  co_return *std::move(done);
}

}  // namespace base
}  // namespace salus
