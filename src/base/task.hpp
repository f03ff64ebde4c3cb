// SPDX-License-Identifier: Apache-2.0
// What an asynchronous function returns.
#pragma once

#include "base/result.hpp"

#include <boost/asio/awaitable.hpp>

namespace salus {
inline namespace base {

/// A coroutine that runs on its caller's executor and ends with a value or an Error. Parameters that outlive
/// a suspension are taken by value. Never write `co_await` inside the condition of an `if` or `while`: g++ 12
/// lays the frame out wrong and the program crashes. Declare the value first.
template <class T = void>
using Task = boost::asio::awaitable<Result<T>>;

}  // namespace base
}  // namespace salus
