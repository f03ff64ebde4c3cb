// SPDX-License-Identifier: Apache-2.0
// How a connection reads: a head, its body, each against a deadline.
#include "chunked.hpp"
#include "session.hpp"

#include <algorithm>

namespace salus::http {

using boost::asio::awaitable;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

constexpr Refusal silence{.status = 0, .title = "closed"};
constexpr std::size_t small_input = 4 * 1024;  // kept from one request to the next

}  // namespace

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

/// The peer left, or took too long over a request that it had begun.
Refusal Session::too_slow() {
  if (!expired_) return silence;
  return {.status = 408, .title = "The request took too long"};
}

}  // namespace salus::http
