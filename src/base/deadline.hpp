// SPDX-License-Identifier: Apache-2.0
// An operation that must end in time, and one that something runs beside.
#pragma once

#include "base/task.hpp"

#include <chrono>
#include <optional>
#include <utility>

namespace salus {
inline namespace base {

/// Runs `work`; when `limit` passes first, cancels it, waits for its end and gives Code::timed_out. Work is
/// cancelled where it waits for Asio (sockets, timers); `suspend` doesn't hear of it, so a wait for another
/// thread goes on.
Task<void> within(std::chrono::milliseconds limit, Task<void> work);

/// The same for work with a value.
template <class T>
Task<T> within(std::chrono::milliseconds limit, Task<T> work) {
  std::optional<Result<T>> value;
  auto keep = [](Task<T> inner, std::optional<Result<T>>& out) -> Task<void> {
    out.emplace(co_await std::move(inner));
    co_return Result<void>{};
  };
  CO_TRY(co_await within(limit, keep(std::move(work), value)));
  co_return *std::move(value);
}

/// Runs `watch`, which never ends by itself, for as long as `work` runs: then it is cancelled, and waited
/// for.
Task<void> beside(boost::asio::awaitable<void> watch, Task<void> work);

/// Waits on the caller's executor.
boost::asio::awaitable<void> sleep_for(std::chrono::milliseconds span);

}  // namespace base
}  // namespace salus
