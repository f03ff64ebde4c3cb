// SPDX-License-Identifier: Apache-2.0
// One connection from handshake to end.
#include "session.hpp"

#include "base/log.hpp"
#include "chunked.hpp"
#include "reply.hpp"

#include <algorithm>
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

constexpr Refusal silence{.status = 0, .title = "closed"};
constexpr std::size_t record = 16 * 1024;              // what one TLS record holds
constexpr std::size_t linger_bytes = 4 * 1024 * 1024;  // what a client may still be sending when we refuse it
constexpr std::size_t small_input = 4 * 1024;          // kept from one request to the next
constexpr std::size_t burst = 16;                      // pipelined requests before others get their turn

}  // namespace

Session::Session(std::shared_ptr<Site> site, Loop& loop, Stream stream, std::string peer,
                 Admission::Place place, Scope::Entry entry)
    : site_(std::move(site)),
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
  if (!site_->tls) co_return true;
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
  if (site_->tls->acceptable(stream_.ssl())) co_return true;
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

awaitable<Session::HeadOrRefusal> Session::read_head() {
  const Limits& limits = site_->options.limits;
  phase_ = input_.empty() ? Phase::idle : Phase::reading;
  if (input_.empty() && input_.capacity() > small_input) input_ = std::string();  // it may idle for long
  allow(phase_ == Phase::idle && served_ != 0 ? limits.idle : limits.header);
  while (true) {
    const auto size = find_head(input_, limits);
    if (!size) co_return std::unexpected(size.error());
    if (*size != 0) {
      auto head = parse_head(std::string_view(input_).substr(0, *size), limits);
      input_.erase(0, *size);
      if (head) {
        head->request.peer = peer_;
        head->request.transport = site_->tls ? Transport::tls : Transport::plain;
      }
      co_return head;
    }
    if (phase_ == Phase::idle && site_->draining) co_return std::unexpected(silence);
    const bool filled = co_await fill();
    if (!filled) co_return std::unexpected(phase_ == Phase::idle ? silence : too_slow());
    if (phase_ == Phase::idle) {
      phase_ = Phase::reading;
      allow(limits.header);
    }
  }
}

/// 200 when the body is whole.
awaitable<Refusal> Session::read_body(Head& head) {
  constexpr Refusal whole{.status = 200, .title = "whole"};
  if (head.framing == Framing::none) co_return whole;
  const Limits& limits = site_->options.limits;
  allow(limits.body);
  const auto start = steady_clock::now();
  if (head.expects_continue && input_.empty()) {
    const bool told = co_await write(as_bytes("HTTP/1.1 100 Continue\r\n\r\n"));
    if (!told) co_return silence;
  }
  Bytes& body = head.request.body;
  if (head.framing == Framing::length)
    body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(head.length, 65536)));
  ChunkedDecoder chunks(limits);
  while (true) {
    if (head.framing == Framing::length) {
      const auto size = std::min(input_.size(), static_cast<std::size_t>(head.length) - body.size());
      const auto bytes = as_bytes(input_).first(size);
      body.insert(body.end(), bytes.begin(), bytes.end());
      input_.erase(0, size);
      if (body.size() == head.length) co_return whole;
    } else {
      const auto taken = chunks.feed(input_, body);
      if (!taken) co_return taken.error();
      input_.erase(0, *taken);
      if (chunks.done()) co_return whole;
    }
    deadline_ = start + limits.body + 1s * (body.size() / limits.body_rate);
    const bool filled = co_await fill();
    if (!filled) co_return too_slow();
  }
}

awaitable<Response> Session::answer(Request request) {
  try {
    co_return co_await site_->handler(std::move(request));
  } catch (const std::exception&) {  // what() may hold user data: it goes nowhere
    if (!cut_) log::error("http.handler_threw");
  }
  co_return Response::problem(500, "Something went wrong here");
}

awaitable<bool> Session::send(Response response, Method method, After after) {
  phase_ = Phase::writing;
  auto head = reply_head(response, site_->common, loop_.date(), after);
  if (!head) {
    log::error("http.malformed_response_header");
    response = Response::problem(500, "Something went wrong here");
    head = reply_head(response, site_->common, loop_.date(), after);
  }
  site_->counters.answers(response.status).add();
  std::string flat = *std::move(head);
  ByteView body = method == Method::head ? ByteView() : reply_body(response);
  const auto beside = std::min(body.size(), record - std::min(record, flat.size()));
  flat.append(as_text(body.first(beside)));  // one buffer, one record, one system call for most
  body = body.subspan(beside);
  allow(site_->options.limits.write, flat.size() + body.size());
  bool sent = co_await write(as_bytes(flat));
  if (sent && !body.empty()) sent = co_await write(body);
  if (!sent) co_return false;
  if (after == After::keep_open) co_return true;
  co_await linger();
  co_return false;
}

awaitable<bool> Session::refuse(Refusal refusal) {
  if (refusal.status == 0) {
    if (phase_ == Phase::idle) stream_.finish();
    co_return false;
  }
  Response response = Response::problem(refusal.status, refusal.title);
  co_return co_await send(std::move(response), Method::get, After::close);
}

/// Our FIN first, then what is still on its way to us is thrown away: closing at once would reset the
/// connection, and the peer might never read the answer (RFC 9112 §9.6).
awaitable<void> Session::linger() {
  phase_ = Phase::lingering;
  allow(site_->draining ? 250ms : 2s);
  stream_.finish();
  for (std::size_t total = 0; total < linger_bytes;) {
    const auto step = stream_.discard(loop_.scratch());
    if (step.need == Stream::Need::end) co_return;
    total += step.bytes;
    if (step.need == Stream::Need::nothing) continue;
    bool going = !expired_;
    if (going) going = co_await stream_.wait(step.need);
    if (!going) co_return;
  }
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

awaitable<bool> Session::fill() {
  auto need = Stream::Need::readable;
  // Between requests bytes are seldom there yet, so waiting first saves a system call.
  bool wait_first = phase_ == Phase::idle && !stream_.holds_input();
  while (true) {
    if (expired_ || cut_) co_return false;
    bool going = true;
    if (wait_first) going = co_await stream_.wait(need);
    if (!going) co_return false;
    const auto step = stream_.read(loop_.scratch());
    if (step.need == Stream::Need::end) co_return false;
    if (step.need == Stream::Need::nothing) {
      input_.append(as_text(loop_.scratch().first(step.bytes)));
      co_return true;
    }
    need = step.need;
    wait_first = true;
  }
}

awaitable<bool> Session::write(ByteView bytes) {
  while (!bytes.empty()) {
    if (expired_ || cut_) co_return false;
    const auto step = stream_.write(bytes.first(std::min(bytes.size(), record)));
    if (step.need == Stream::Need::end) co_return false;
    bool going = true;
    if (step.need != Stream::Need::nothing) going = co_await stream_.wait(step.need);
    if (!going) co_return false;
    bytes = bytes.subspan(step.bytes);
  }
  co_return true;
}

void Session::allow(std::chrono::milliseconds span, std::size_t bytes) {
  expired_ = false;
  deadline_ = steady_clock::now() + span + 1s * (bytes / site_->options.limits.body_rate);
}

/// The peer left, or took too long over a request that it had begun.
Refusal Session::too_slow() {
  if (!expired_) return silence;
  return {.status = 408, .title = "The request took too long"};
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
