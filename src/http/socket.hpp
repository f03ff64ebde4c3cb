// SPDX-License-Identifier: Apache-2.0
// What the session does with a WebSocket beyond what its handler may.
#pragma once

#include "http/websocket.hpp"
#include "stream.hpp"

#include <memory>
#include <string>

namespace salus::http {

class Socket : public WebSocket {
 public:
  /// Answers 101 to an upgrade with `key`; `fields` are raw header lines of every response.
  virtual boost::asio::awaitable<bool> accept(std::string key, std::string subprotocol,
                                              std::string fields) = 0;
  /// Ends the connection without a word.
  virtual void cut() = 0;
};

/// Implemented over Beast in websocket.cpp alone.
std::shared_ptr<Socket> make_socket(Stream stream, WebSocketLimits limits);

}  // namespace salus::http
