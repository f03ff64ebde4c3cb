// SPDX-License-Identifier: Apache-2.0
// The server: who may connect, how long, how much, and how it ends.
#pragma once

#include "base/metrics.hpp"
#include "base/result.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace salus::http {

/// Runs on the connection's executor, so with several loops on several threads at once. An exception becomes
/// 500; a response the peer no longer waits for is dropped.
using Handler = std::function<boost::asio::awaitable<Response>(Request)>;

/// What a stranger can make us hold or wait for, each with the answer that ends it.
struct Limits {
  std::size_t header_bytes = 16 * 1024;        ///< request line and fields: 431
  std::size_t header_fields = 100;             ///< 431
  std::size_t target_bytes = 4 * 1024;         ///< 414
  std::size_t body_bytes = 1024 * 1024;        ///< 413, by Content-Length before the first byte is read
  std::chrono::milliseconds handshake{5'000};  ///< closed
  std::chrono::milliseconds header{10'000};    ///< from its first byte: 408
  std::chrono::milliseconds body{30'000};      ///< plus what `body_rate` grants: 408
  std::size_t body_rate = 16 * 1024;           ///< bytes a second that a longer body must keep up
  std::chrono::milliseconds write{30'000};     ///< for one response, plus what `body_rate` grants: closed
  std::chrono::milliseconds idle{30'000};      ///< keep-alive between requests: closed
  std::size_t requests = 10'000;           ///< a connection: the last is answered with `Connection: close`
  std::size_t connections = 4'096;         ///< above it: accepted and closed
  std::size_t connections_a_peer = 1'024;  ///< above it: accepted and closed
  std::chrono::milliseconds tick{250};     ///< how often deadlines are looked at, so how late they may be
};

/// Values of `policy/tls.toml`. There is no way to ask for TLS 1.2.
struct Tls {
  std::filesystem::path certificate;  ///< PEM, leaf first
  std::filesystem::path key;          ///< PEM, mode 0600
  std::string suites = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
  std::string groups = "X25519:P-256";
  std::chrono::seconds ticket_key_life{3'600};  ///< then a new key; tickets of the one before still resume
};

/// Sent with every response.
struct SecurityHeaders {
  std::chrono::seconds hsts{300};  ///< RFC 6797; 300 s in demo mode, a year or more in a clinic
  std::string content_policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
      "connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
      "frame-ancestors 'none'";
  std::string permissions_policy =
      "camera=(self), microphone=(self), display-capture=(self), geolocation=(), "
      "payment=(), usb=(), browsing-topics=()";
};

struct Options {
  std::string address = "127.0.0.1";  ///< numeric
  std::uint16_t port = 0;             ///< 0 lets the kernel choose
  std::optional<Tls> tls;             ///< absent only on a loopback address: the metrics port
  Limits limits;
  SecurityHeaders security;
};

/// One listener; connections are dealt in turn to `loops`, each an executor that runs on one thread at a
/// time. One acceptor rather than SO_REUSEPORT a loop, so that a taken port is noticed and the connection
/// bounds are exact. Ignores SIGPIPE in the whole process. The loops must run until `stop` has returned.
class Server {
 public:
  Server(std::vector<boost::asio::any_io_executor> loops, Options options, Handler handler, Metrics& metrics);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Takes the port, so that a start can fail before it does anything else: who connects waits in the
  /// kernel's queue until `listen`, or is reset when this ends before. Code::conflict when it is taken,
  /// Code::invalid when an address isn't numeric.
  Result<std::uint16_t> bind();

  /// Starts to accept, after `bind` unless that was done; gives the port. Code::invalid when
  /// certificate and key don't fit. Before the first connection it shakes hands
  /// with itself and fails with Code::internal unless TLS 1.2, and suites and groups outside the lists, are
  /// refused.
  Result<std::uint16_t> listen();

  /// Reads certificate and key again, checks itself as `listen` did, and shows them from the next connection
  /// on; whoever is connected stays. When it fails, those of before go on being shown. After `listen`; blocks
  /// for the handshakes with itself.
  Result<void> renew();

  /// Takes no more connections, closes idle ones and WebSockets (1001), lets requests in flight finish and be
  /// answered. What still runs after `drain` is cut. Returns when no connection is left.
  boost::asio::awaitable<void> stop(std::chrono::milliseconds drain);

  std::size_t connections() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace salus::http
