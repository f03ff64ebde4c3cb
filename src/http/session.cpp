// SPDX-License-Identifier: Apache-2.0
// One connection from handshake to end.
#include "session.hpp"

#include "base/log.hpp"

#include <exception>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace salus::http {

namespace asio = boost::asio;
using asio::awaitable;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t burst = 16;  // pipelined requests before others get their turn

}  // namespace

Session::Session(std::shared_ptr<Site> site, std::shared_ptr<const TlsContext> tls, Loop& loop, Stream stream,
                 std::string peer, Admission::Place place, Scope::Entry entry)
    : site_(std::move(site)),
      tls_(std::move(tls)),
      entry_(std::move(entry)),
      loop_(loop),
      stream_(std::move(stream)),
      peer_(std::move(peer)),
      place_(std::move(place)) {
  loop_.add(*this);
  site_->counters.open.add(1);
}

Session::~Session() {
  site_->counters.open.add(-1);
  loop_.remove(*this);
}

void Session::start() {
  auto ended = [self = shared_from_this()](std::exception_ptr failure) {
    if (failure && !self->cut_) log::warning("http.session_failed");
  };
  asio::co_spawn(loop_.executor(), run(),
                 asio::bind_cancellation_slot(cancellation_.slot(), std::move(ended)));
}

awaitable<void> Session::run() {
  bool open = co_await shake_hands();
  while (open) {
    open = co_await serve_one();
    if (served_ % burst == 0 && !input_.empty()) co_await asio::post(asio::use_awaitable);
  }
  stream_.close();
}

awaitable<bool> Session::shake_hands() {
  if (!tls_) co_return true;
  allow(site_->options.limits.handshake);
  while (true) {
    const auto step = stream_.handshake();
    if (step.need == Stream::Need::nothing) break;
    bool going = step.need != Stream::Need::end && !expired_;
    if (going) going = co_await stream_.wait(step.need);
    if (going) continue;
    site_->counters.handshakes_failed.add();
    co_return false;
  }
  if (tls_->acceptable(stream_.ssl())) co_return true;
  log::error("http.tls_below_policy");
  co_return false;
}

awaitable<bool> Session::serve_one() {
  auto head = co_await read_head();
  if (!head) co_return co_await refuse(head.error());
  const Refusal refusal = co_await read_body(*head);
  if (refusal.status != 200) co_return co_await refuse(refusal);

  ++served_;
  phase_ = Phase::handling;
  allow_forever();
  const Method method = head->request.method;
  std::string key;
  if (head->request.wants_websocket) key = *head->request.header("sec-websocket-key");
  const auto from = steady_clock::now();
  Response response = co_await answer(std::move(head->request));
  site_->counters.handling.observe(steady_clock::now() - from);
  if (cut_) co_return false;

  if (response.upgrade && !key.empty()) {
    co_await upgrade(std::move(response), std::move(key));
    co_return false;
  }
  if (response.upgrade || response.status < 200) {
    response = Response::problem(426, "This address speaks WebSocket only");
    response.headers.add("Sec-WebSocket-Version", "13");
  }
  const bool last =
      head->after == After::close || served_ >= site_->options.limits.requests || site_->draining;
  co_return co_await send(std::move(response), method, last ? After::close : After::keep_open);
}

awaitable<Response> Session::answer(Request request) {
  try {
    co_return co_await site_->handler(std::move(request));
  } catch (const std::exception&) {  // what() may hold user data: it goes nowhere
    if (!cut_) log::error("http.handler_threw");
  }
  co_return Response::problem(500, "Something went wrong here");
}

awaitable<void> Session::upgrade(Response response, std::string key) {
  if (!input_.empty() || site_->draining) {  // bytes before our 101 are no frames of a WebSocket
    const Refusal early{.status = 400, .title = "The upgrade came with other bytes"};
    co_await refuse(early);
    co_return;
  }
  const auto upgrade = response.upgrade;
  socket_ = make_socket(std::move(stream_), upgrade->limits);
  phase_ = Phase::upgraded;
  const bool accepted = co_await socket_->accept(std::move(key), upgrade->subprotocol, site_->common);
  if (!accepted) co_return;
  site_->counters.websockets.add(1);
  CloseCode code = CloseCode::normal;
  try {
    const auto result = co_await upgrade->handler(socket_);
    if (!result) code = CloseCode::internal_error;
  } catch (const std::exception&) {
    if (!cut_) log::error("http.websocket_handler_threw");
    code = CloseCode::internal_error;
  }
  if (!cut_) co_await socket_->close(code, "done");
  site_->counters.websockets.add(-1);
}

void Session::allow(std::chrono::milliseconds span, std::size_t bytes) {
  expired_ = false;
  deadline_ = steady_clock::now() + span + 1s * (bytes / site_->options.limits.body_rate);
}

void Session::check(Instant now) {
  if (now < deadline_) return;
  deadline_ = Instant::max();
  expired_ = true;
  site_->counters.timed_out.add();
  stream_.cancel();
}

void Session::drain() {
  if (phase_ == Phase::handshake || phase_ == Phase::idle) stream_.cancel();
  if (socket_) socket_->shut(CloseCode::going_away, "the server is stopping");
}

void Session::cut() {
  cut_ = true;
  allow_forever();
  if (socket_) {
    socket_->cut();
  } else {
    stream_.close();
  }
  cancellation_.emit(asio::cancellation_type::terminal);
}

}  // namespace salus::http
