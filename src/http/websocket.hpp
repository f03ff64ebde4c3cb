// SPDX-License-Identifier: Apache-2.0
// A WebSocket as its handler sees it: whole text messages, in order.
#pragma once

#include "base/task.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

namespace salus::http {

struct WebSocketLimits {
  std::size_t message = 64 * 1024;    ///< a longer one closes with 1009
  std::size_t backlog = 1024 * 1024;  ///< bytes waiting to be sent; a slower reader is closed with 1008
  std::chrono::milliseconds silence{30'000};  ///< a ping after half of it, the end after all of it
};

/// RFC 6455 §7.4.1.
enum class CloseCode : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol_error = 1002,
  unsupported_data = 1003,
  policy_violation = 1008,
  too_big = 1009,
  internal_error = 1011,
};

/// Text messages (RFC 6455) over TLS, never compressed. All but `send`, `shut` and `executor` belong on
/// `executor()`; those three are thread-safe. It lives as long as someone holds it, even when the connection
/// is gone; then every call gives Code::unavailable.
class WebSocket {
 public:
  virtual ~WebSocket() = default;

  /// The next message. One reader at a time. Code::unavailable once the peer or we have closed,
  /// Code::too_large after an oversized message, Code::unsupported after a binary one; the connection is
  /// closing by then.
  virtual Task<std::string> read() = 0;
  /// Takes its place in the order and returns when the bytes are handed to the kernel.
  virtual Task<void> write(std::string message) = 0;
  /// As `write`, without waiting: for messages that another connection's handler passes on.
  virtual void send(std::string message) = 0;
  /// Sends what is waiting, then the closing frame, and waits for the peer's, for at most a few seconds.
  virtual Task<void> close(CloseCode code, Literal reason) = 0;
  /// As `close`, without waiting; `read` then fails.
  virtual void shut(CloseCode code, Literal reason) = 0;
  virtual boost::asio::any_io_executor executor() const = 0;
};

/// Runs for the life of one connection. When it returns the socket is closed: with 1000 after success, with
/// 1011 after a failure or exception.
using WebSocketHandler = std::function<Task<void>(std::shared_ptr<WebSocket>)>;

}  // namespace salus::http
