// SPDX-License-Identifier: Apache-2.0
// One connection's bytes: a socket, with TLS on top unless it is the plain loopback port.
#pragma once

#include "base/bytes.hpp"
#include "tls.hpp"

#include <cstddef>
#include <span>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace salus::http {

/// OpenSSL works on the descriptor itself: no copies through memory BIOs and no buffers while idle, which
/// makes an idle connection cost some 20 KiB instead of the 90 of asio::ssl::stream. Calls never block; who
/// gets `Need` back waits and repeats. Belongs to one executor.
class Stream {
 public:
  using executor_type = boost::asio::ip::tcp::socket::executor_type;

  enum class Need : unsigned char { nothing, readable, writable, end };
  /// What a call did: `bytes` when it needs nothing more. `end` is the peer's end or a failure.
  struct Step {
    Need need;
    std::size_t bytes;
  };

  Stream(boost::asio::ip::tcp::socket socket, Ssl ssl) : socket_(std::move(socket)), ssl_(std::move(ssl)) {}

  Step handshake();
  Step read(std::span<std::byte> out);
  Step write(ByteView bytes);
  /// Tells the peer that no more comes: close_notify, then FIN.
  void finish();

  /// False when it was cancelled or the socket failed.
  boost::asio::awaitable<bool> wait(Need need);
  /// Whether bytes lie decrypted or half-read in memory: then the socket need not become readable.
  bool holds_input() const;

  /// Wakes whoever waits, with false.
  void cancel();
  void close();
  bool is_open() const { return socket_.is_open(); }

  /// Bytes after the last record, unread by TLS: thrown away while lingering.
  Step discard(std::span<std::byte> out);

  executor_type get_executor() { return socket_.get_executor(); }
  boost::asio::ip::tcp::socket& socket() { return socket_; }
  const SSL* ssl() const { return ssl_.get(); }

 private:
  Step outcome(int result, std::size_t bytes);
  Step outcome_plain(long result);

  boost::asio::ip::tcp::socket socket_;
  Ssl ssl_;
};

}  // namespace salus::http
