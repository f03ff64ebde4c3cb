// SPDX-License-Identifier: Apache-2.0
// WebSockets over Beast: the one file that pays for its templates.
#include "base/suspend.hpp"
#include "layer.hpp"
#include "socket.hpp"

#include <deque>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace salus::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::websocket;
using asio::awaitable;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

class BeastSocket final : public Socket, public std::enable_shared_from_this<BeastSocket> {
 public:
  BeastSocket(Stream stream, WebSocketLimits limits)
      : limits_(limits), wire_(Layer(std::move(stream))), executor_(wire_.get_executor()) {
    wire::stream_base::timeout patience{};
    patience.handshake_timeout = 5s;
    patience.idle_timeout = limits.silence;
    patience.keep_alive_pings = true;
    wire_.set_option(patience);
    wire_.read_message_max(limits.message);
    wire_.auto_fragment(false);
    wire_.text(true);
  }

  awaitable<bool> accept(std::string key, std::string subprotocol, std::string fields) override {
    wire_.set_option(wire::stream_base::decorator([&](wire::response_type& response) {
      std::string_view rest = fields;
      while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find("\r\n"));
        const auto colon = line.find(": ");
        response.insert(line.substr(0, colon), line.substr(colon + 2));
        rest.remove_prefix(line.size() + 2);
      }
      response.set(beast::http::field::cache_control, "no-store, private");
      if (!subprotocol.empty()) response.set(beast::http::field::sec_websocket_protocol, subprotocol);
    }));
    // The session has checked the client's own request; this says the same to Beast.
    beast::http::request<beast::http::empty_body> upgrade(beast::http::verb::get, "/", 11);
    upgrade.set(beast::http::field::host, "localhost");
    upgrade.set(beast::http::field::upgrade, "websocket");
    upgrade.set(beast::http::field::connection, "upgrade");
    upgrade.set(beast::http::field::sec_websocket_key, key);
    upgrade.set(beast::http::field::sec_websocket_version, "13");
    const auto [error] = co_await wire_.async_accept(upgrade, asio::as_tuple(asio::use_awaitable));
    closed_ = static_cast<bool>(error);
    co_return !error;
  }

  Task<std::string> read() override {
    const auto self = shared_from_this();
    if (closed_) co_return fail(Code::unavailable, "http: the WebSocket is closed");
    std::string message;
    auto buffer = asio::dynamic_buffer(message);
    const auto [error, size] = co_await wire_.async_read(buffer, asio::as_tuple(asio::use_awaitable));
    if (!error && wire_.got_text()) co_return message;
    if (!error) {
      enqueue_close(CloseCode::unsupported_data, "text only");
      co_return fail(Code::unsupported, "http: a binary WebSocket message");
    }
    closed_ = true;
    if (error == wire::error::message_too_big)
      co_return fail(Code::too_large, "http: a WebSocket message too large");
    co_return fail(Code::unavailable, "http: the WebSocket is closed");
  }

  Task<void> write(std::string message) override {
    const auto self = shared_from_this();
    if (!enqueue(std::move(message))) co_return fail(Code::unavailable, "http: the WebSocket is closed");
    const bool sent = co_await queue_end();
    if (sent) co_return Result<void>();
    co_return fail(Code::unavailable, "http: the WebSocket is closed");
  }

  void send(std::string message) override {
    asio::dispatch(executor_, [self = shared_from_this(), message = std::move(message)]() mutable {
      self->enqueue(std::move(message));
    });
  }

  Task<void> close(CloseCode code, Literal reason) override {
    const auto self = shared_from_this();
    if (!enqueue_close(code, reason)) co_return Result<void>();
    co_await queue_end();
    co_return Result<void>();
  }

  void shut(CloseCode code, Literal reason) override {
    asio::dispatch(executor_,
                   [self = shared_from_this(), code, reason] { self->enqueue_close(code, reason); });
  }

  asio::any_io_executor executor() const override { return executor_; }

  void cut() override {
    closed_ = true;
    wire_.next_layer().stream.close();
  }

 private:
  struct Outgoing {
    std::string text;
    wire::close_reason reason;  // of a closing frame when its code isn't `none`
    Resume<bool> waiter;
  };

  bool enqueue(std::string message) {
    if (closed_ || closing_) return false;
    waiting_bytes_ += message.size();
    if (waiting_bytes_ > limits_.backlog) {
      enqueue_close(CloseCode::policy_violation, "reads too slowly");
      return false;
    }
    queue_.emplace_back().text = std::move(message);
    begin_to_pump();
    return true;
  }

  bool enqueue_close(CloseCode code, Literal reason) {
    if (closed_ || closing_) return false;
    closing_ = true;
    const std::string_view text = reason.view();
    queue_.emplace_back().reason =
        wire::close_reason(static_cast<wire::close_code>(code), {text.data(), text.size()});
    begin_to_pump();
    return true;
  }

  /// Waits until what was last put into the queue is sent, or never will be.
  awaitable<bool> queue_end() {
    co_return co_await suspend<bool>(
        [this](Resume<bool> waiter) { queue_.back().waiter = std::move(waiter); });
  }

  void begin_to_pump() {
    if (pumping_) return;
    pumping_ = true;
    asio::co_spawn(executor_, pump(shared_from_this()), asio::detached);
  }

  /// One writer at a time, as Beast asks.
  awaitable<void> pump(std::shared_ptr<BeastSocket> self) {
    // Posted first, so that a waiter is in place before its message is sent.
    co_await asio::post(asio::use_awaitable);
    while (!queue_.empty()) {
      Outgoing& next = queue_.front();
      error_code error = wire::error::closed;
      if (next.reason.code != wire::close_code::none) {
        std::tie(error) = co_await wire_.async_close(next.reason, asio::as_tuple(asio::use_awaitable));
        closed_ = true;
      } else if (!closed_) {
        std::size_t sent = 0;
        std::tie(error, sent) =
            co_await wire_.async_write(asio::buffer(next.text), asio::as_tuple(asio::use_awaitable));
        closed_ = closed_ || error;
      }
      waiting_bytes_ -= next.text.size();
      if (next.waiter) {
        asio::post(executor_,
                   [waiter = std::move(next.waiter), sent = !error]() mutable { std::move(waiter)(sent); });
      }
      queue_.pop_front();
    }
    self->pumping_ = false;
  }

  const WebSocketLimits limits_;
  wire::stream<Layer, false> wire_;  // false: without permessage-deflate, which would leak by length (CRIME)
  const asio::any_io_executor executor_;
  std::deque<Outgoing> queue_;
  std::size_t waiting_bytes_ = 0;
  bool pumping_ = false;
  bool closing_ = false;
  bool closed_ = false;
};

}  // namespace

std::shared_ptr<Socket> make_socket(Stream stream, WebSocketLimits limits) {
  return std::make_shared<BeastSocket>(std::move(stream), limits);
}

}  // namespace salus::http
