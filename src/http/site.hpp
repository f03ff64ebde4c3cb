// SPDX-License-Identifier: Apache-2.0
// What all connections of a server share.
#pragma once

#include "admission.hpp"
#include "base/metrics.hpp"
#include "base/scope.hpp"
#include "http/server.hpp"
#include "tls.hpp"

#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <boost/asio/steady_timer.hpp>

namespace salus::http {

class Session;

/// Series of this room, looked up once.
struct Counters {
  explicit Counters(Metrics& metrics);
  Gauge& open;
  Gauge& websockets;
  Counter& accepted;
  Counter& crowded_out;
  Counter& handshakes_failed;
  Counter& timed_out;
  Counter& answers_2xx;
  Counter& answers_3xx;
  Counter& answers_4xx;
  Counter& answers_5xx;
  Histogram& handling;

  Counter& answers(std::uint16_t status);
};

/// The connections of one executor, and the clock they share: a look at all deadlines every tick costs less
/// than a timer that is armed again for each request. Everything but the constructor runs on that executor.
class Loop {
 public:
  explicit Loop(boost::asio::any_io_executor executor)
      : executor_(executor), timer_(executor), scratch_(16 * 1024 + 512) {}

  /// Until `stop`.
  boost::asio::awaitable<void> run(std::chrono::milliseconds tick);
  void stop();

  void add(Session& session);
  void remove(Session& session);
  /// `visit` may end the session it is given.
  template <class Visit>
  void each(Visit visit) {
    for (std::size_t i = sessions_.size(); i-- > 0;) visit(*sessions_[i]);
  }

  const boost::asio::any_io_executor& executor() const { return executor_; }
  /// Where bytes are read to before they find their place, so that waiting connections hold no buffer.
  std::span<std::byte> scratch() { return scratch_; }
  std::string_view date() const { return date_; }

 private:
  boost::asio::any_io_executor executor_;
  boost::asio::steady_timer timer_;
  bool stopped_ = false;
  std::vector<Session*> sessions_;
  std::vector<std::byte> scratch_;
  std::string date_;
};

/// Immutable once the server listens, but for counts, `draining` and `tls`.
struct Site {
  Site(Options an_options, Handler a_handler, Metrics& metrics)
      : options(std::move(an_options)),
        handler(std::move(a_handler)),
        admission(options.limits.connections, options.limits.connections_a_peer),
        counters(metrics) {}

  const Options options;
  const Handler handler;
  std::shared_ptr<const TlsContext> tls;  ///< of the next connection; on the acceptor's executor
  std::string common;                     ///< fields of every response
  std::vector<std::unique_ptr<Loop>> loops;
  Admission admission;
  Counters counters;
  std::atomic<bool> draining = false;
  Scope work;   ///< the acceptor and all connections
  Scope ticks;  ///< what has to run until the last of them is gone
};

}  // namespace salus::http
