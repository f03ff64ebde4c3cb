// SPDX-License-Identifier: Apache-2.0
// How a coroutine that just suspended is told no.
#pragma once

#include "base/result.hpp"
#include "base/suspend.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

namespace salus::audit {

/// Completes a waiter with an error, later and on the loop named: for the waiter's own thread, where `resume`
/// won't do. Name it by `co_await boost::asio::this_coro::executor` before suspending.
template <class T>
void refuse(const boost::asio::any_io_executor& loop, Resume<Result<T>> waiter, Error error) {
  boost::asio::post(loop, boost::asio::append(std::move(waiter), Result<T>(std::unexpected(error))));
}

}  // namespace salus::audit
