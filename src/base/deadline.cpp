// SPDX-License-Identifier: Apache-2.0
// Two things at once, of which one ends the other; the only file that pays for Asio's awaitable operators.
#include "base/deadline.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace salus {
inline namespace base {

namespace asio = boost::asio;

Task<void> within(std::chrono::milliseconds limit, Task<void> work) {
  using namespace asio::experimental::awaitable_operators;
  asio::steady_timer timer(co_await asio::this_coro::executor, limit);
  auto first = co_await (std::move(work) || timer.async_wait(asio::use_awaitable));
  if (auto* done = std::get_if<0>(&first)) co_return *std::move(done);
  co_return fail(Code::timed_out, "base: a deadline passed");
}

Task<void> beside(asio::awaitable<void> watch, Task<void> work) {
  using namespace asio::experimental::awaitable_operators;
  auto first = co_await (std::move(work) || std::move(watch));
  if (auto* done = std::get_if<0>(&first)) co_return *std::move(done);
  co_return fail(Code::internal, "base: what ran beside ended first");
}

asio::awaitable<void> sleep_for(std::chrono::milliseconds span) {
  asio::steady_timer timer(co_await asio::this_coro::executor, span);
  co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace base
}  // namespace salus
