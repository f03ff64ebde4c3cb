// SPDX-License-Identifier: Apache-2.0
// What all connections of a server share.
#include "site.hpp"

#include "reply.hpp"
#include "session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace salus::http {

namespace asio = boost::asio;

Counters::Counters(Metrics& metrics)
    : open(metrics.gauge("http_connections", "Open connections")),
      websockets(metrics.gauge("http_websockets", "Open WebSockets")),
      accepted(metrics.counter("http_accepted_total", "Connections accepted")),
      crowded_out(metrics.counter("http_crowded_out_total", "Connections closed above a bound")),
      handshakes_failed(metrics.counter("http_handshakes_failed_total", "TLS handshakes that failed")),
      timed_out(metrics.counter("http_timed_out_total", "Connections that were too slow")),
      answers_2xx(metrics.counter("http_answers_total", "Responses by class", {{"class", "2xx"}})),
      answers_3xx(metrics.counter("http_answers_total", "Responses by class", {{"class", "3xx"}})),
      answers_4xx(metrics.counter("http_answers_total", "Responses by class", {{"class", "4xx"}})),
      answers_5xx(metrics.counter("http_answers_total", "Responses by class", {{"class", "5xx"}})),
      handling(metrics.histogram("http_handling_seconds", "From the whole request to the response")) {}

Counter& Counters::answers(std::uint16_t status) {
  if (status < 300) return answers_2xx;
  if (status < 400) return answers_3xx;
  return status < 500 ? answers_4xx : answers_5xx;
}

asio::awaitable<void> Loop::run(std::chrono::milliseconds tick) {
  while (!stopped_) {
    date_ = date_now();
    const auto now = std::chrono::steady_clock::now();
    each([now](Session& session) { session.check(now); });
    timer_.expires_after(tick);
    co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

void Loop::stop() {
  stopped_ = true;
  timer_.cancel();
}

void Loop::add(Session& session) {
  session.place_in_loop = sessions_.size();
  sessions_.push_back(&session);
}

void Loop::remove(Session& session) {
  Session* last = sessions_.back();
  sessions_[session.place_in_loop] = last;
  last->place_in_loop = session.place_in_loop;
  sessions_.pop_back();
}

}  // namespace salus::http
