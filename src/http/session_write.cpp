// SPDX-License-Identifier: Apache-2.0
// How a connection answers: one record where it fits, and an end that the peer can read.
#include "base/log.hpp"
#include "reply.hpp"
#include "session.hpp"

#include <algorithm>

namespace salus::http {

using boost::asio::awaitable;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t record = 16 * 1024;              // what one TLS record holds
constexpr std::size_t linger_bytes = 4 * 1024 * 1024;  // what a client may still be sending when we refuse it

}  // namespace

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

}  // namespace salus::http
