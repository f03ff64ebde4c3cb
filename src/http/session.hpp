// SPDX-License-Identifier: Apache-2.0
// One connection from handshake to end.
#pragma once

#include "head.hpp"
#include "site.hpp"
#include "socket.hpp"
#include "stream.hpp"

#include <chrono>
#include <memory>
#include <string>

#include <boost/asio/cancellation_signal.hpp>

namespace salus::http {

/// handshake → (idle → reading → handling → writing)* → lingering, or → upgraded. Lives on its loop's
/// executor; keeps itself alive while it runs.
class Session : public std::enable_shared_from_this<Session> {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  /// `tls` is what `stream` speaks; absent for plain HTTP.
  Session(std::shared_ptr<Site> site, std::shared_ptr<const TlsContext> tls, Loop& loop, Stream stream,
          std::string peer, Admission::Place place, Scope::Entry entry);
  ~Session();

  void start();
  /// Wakes it when its time is over.
  void check(Instant now);
  /// Closes it as soon as no request is in flight.
  void drain();
  /// Ends it now, whatever it does.
  void cut();

  std::size_t place_in_loop = 0;  ///< the loop's own

 private:
  enum class Phase : std::uint8_t { handshake, idle, reading, handling, writing, lingering, upgraded };
  template <class T>
  using awaitable = boost::asio::awaitable<T>;
  using HeadOrRefusal = std::expected<Head, Refusal>;

  awaitable<void> run();
  awaitable<bool> shake_hands();
  awaitable<bool> serve_one();
  awaitable<HeadOrRefusal> read_head();
  awaitable<Refusal> read_body(Head& head);
  awaitable<Response> answer(Request request);
  awaitable<bool> send(Response response, Method method, After after);
  awaitable<bool> refuse(Refusal refusal);
  awaitable<void> upgrade(Response response, std::string key);
  awaitable<void> linger();

  /// Reads at least one byte into `input_`; false at the end, at a deadline or when cut.
  awaitable<bool> fill();
  awaitable<bool> write(ByteView bytes);
  void allow(std::chrono::milliseconds span, std::size_t bytes = 0);
  void allow_forever() { deadline_ = Instant::max(); }
  Refusal too_slow();

  const std::shared_ptr<Site> site_;
  const std::shared_ptr<const TlsContext> tls_;
  const Scope::Entry entry_;  // released after all below
  Loop& loop_;
  Stream stream_;
  const std::string peer_;
  const Admission::Place place_;
  boost::asio::cancellation_signal cancellation_;
  std::shared_ptr<Socket> socket_;
  std::string input_;  ///< read, not yet parsed
  Instant deadline_ = Instant::max();
  std::size_t served_ = 0;
  Phase phase_ = Phase::handshake;
  bool expired_ = false;
  bool cut_ = false;
};

}  // namespace salus::http
