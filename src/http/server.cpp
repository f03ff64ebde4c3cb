// SPDX-License-Identifier: Apache-2.0
// The listener: binds, admits, deals connections to loops, and ends it all in order.
#include "http/server.hpp"

#include "base/log.hpp"
#include "reply.hpp"
#include "session.hpp"

#include <csignal>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace salus::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

class Server::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(std::vector<asio::any_io_executor> loops, Options options, Handler handler, Metrics& metrics)
      : site_(std::make_shared<Site>(std::move(options), std::move(handler), metrics)),
        acceptor_(loops.front()) {
    for (auto& executor : loops) site_->loops.push_back(std::make_unique<Loop>(executor));
  }

  Result<std::uint16_t> bind();
  Result<std::uint16_t> listen();
  Result<void> renew();
  asio::awaitable<void> stop(std::chrono::milliseconds drain);
  std::size_t connections() const { return site_->admission.count(); }

 private:
  Result<void> take_port(const asio::ip::address& address);
  static asio::awaitable<void> accept(std::shared_ptr<Impl> self, Scope::Entry entry);
  void admit(tcp::socket socket, const tcp::endpoint& peer, Loop& loop);
  /// Visits each session on its own loop.
  void each_session(void (Session::*act)());

  const std::shared_ptr<Site> site_;
  tcp::acceptor acceptor_;
};

Result<std::uint16_t> Server::Impl::bind() {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(site_->options.address, error);
  if (error) return fail(Code::invalid, "http: an address that isn't numeric");
  if (!site_->options.tls && !address.is_loopback())
    return fail(Code::invalid, "http: plain HTTP is for loopback addresses only");
  TRY(take_port(address));
  return acceptor_.local_endpoint(error).port();
}

Result<std::uint16_t> Server::Impl::listen() {
  const auto transport = site_->options.tls ? Transport::tls : Transport::plain;
  if (transport == Transport::tls) {
    TRY(site_->tls, TlsContext::load(*site_->options.tls));
  }
  site_->common = security_fields(site_->options.security, transport);
  if (!acceptor_.is_open()) {
    TRY(bind());
  }
  boost::system::error_code error;
  const auto port = acceptor_.local_endpoint(error).port();
  for (auto& loop : site_->loops) {
    auto run = [](Scope::Entry, std::shared_ptr<Site> site, Loop& one) -> asio::awaitable<void> {
      co_await one.run(site->options.limits.tick);
    };
    asio::co_spawn(loop->executor(), run(*site_->ticks.enter(), site_, *loop), asio::detached);
  }
  asio::co_spawn(acceptor_.get_executor(), accept(shared_from_this(), *site_->work.enter()), asio::detached);
  return port;
}

Result<void> Server::Impl::renew() {
  if (!site_->options.tls) return {};
  TRY(std::shared_ptr<const TlsContext> renewed, TlsContext::load(*site_->options.tls));
  asio::post(acceptor_.get_executor(),
             [site = site_, renewed = std::move(renewed)]() mutable { site->tls = std::move(renewed); });
  return {};
}

Result<void> Server::Impl::take_port(const asio::ip::address& address) {
  const tcp::endpoint endpoint(address, site_->options.port);
  boost::system::error_code error;
  acceptor_.open(endpoint.protocol(), error);
  // Takes over from connections in TIME_WAIT, never from a living listener.
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (!error) return {};
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  if (error == asio::error::address_in_use) return fail(Code::conflict, "http: the port is taken");
  if (error == asio::error::access_denied) return fail(Code::forbidden, "http: the port needs a privilege");
  return fail(Code::unavailable, "http: the address can't be bound");
}

asio::awaitable<void> Server::Impl::accept(std::shared_ptr<Impl> self, Scope::Entry entry) {
  const Scope::Entry running = std::move(entry);
  asio::steady_timer pause(self->acceptor_.get_executor());
  for (std::size_t turn = 0; self->acceptor_.is_open(); ++turn) {
    Loop& loop = *self->site_->loops[turn % self->site_->loops.size()];
    tcp::endpoint peer;
    auto [error, socket] =
        co_await self->acceptor_.async_accept(loop.executor(), peer, asio::as_tuple(asio::use_awaitable));
    if (!error) {
      self->admit(std::move(socket), peer, loop);
      continue;
    }
    if (error == asio::error::operation_aborted || !self->acceptor_.is_open()) break;
    // Out of descriptors or memory: those who wait stay in the kernel's queue until some are given back.
    log::warning("http.accept_failed", {{"errno", error.value()}});
    pause.expires_after(50ms);
    co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

void Server::Impl::admit(tcp::socket socket, const tcp::endpoint& peer, Loop& loop) {
  site_->counters.accepted.add();
  auto place = site_->admission.enter(peer.address());
  if (!place) {
    site_->counters.crowded_out.add();
    return;
  }
  auto entry = site_->work.enter();
  if (!entry) return;
  // A function object rather than a coroutine: it owns all it needs until it runs on the loop.
  asio::post(loop.executor(), [site = site_, tls = site_->tls, &loop, socket = std::move(socket),
                               address = peer.address(), place = std::move(*place),
                               entry = std::move(*entry)]() mutable {
    boost::system::error_code error;
    socket.set_option(tcp::no_delay(true), error);
    socket.non_blocking(true, error);
    Ssl ssl;
    if (tls) ssl = tls->accept(socket.native_handle());
    if (error || (tls && !ssl)) return;
    std::make_shared<Session>(site, std::move(tls), loop, Stream(std::move(socket), std::move(ssl)),
                              address.to_string(), std::move(place), std::move(entry))
        ->start();
  });
}

void Server::Impl::each_session(void (Session::*act)()) {
  for (auto& loop : site_->loops) {
    asio::post(loop->executor(),
               [site = site_, &one = *loop, act] { one.each([act](Session& s) { (s.*act)(); }); });
  }
}

asio::awaitable<void> Server::Impl::stop(std::chrono::milliseconds drain) {
  site_->draining = true;
  asio::post(acceptor_.get_executor(), [self = shared_from_this()] {
    boost::system::error_code ignored;
    self->acceptor_.close(ignored);
  });
  each_session(&Session::drain);
  auto timer = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, drain);
  timer->async_wait([timer, self = shared_from_this()](boost::system::error_code error) {
    if (!error) self->each_session(&Session::cut);
  });
  co_await site_->work.stop();
  timer->cancel();
  for (auto& loop : site_->loops) asio::post(loop->executor(), [site = site_, &one = *loop] { one.stop(); });
  co_await site_->ticks.stop();
}

Server::Server(std::vector<asio::any_io_executor> loops, Options options, Handler handler, Metrics& metrics) {
  std::signal(SIGPIPE, SIG_IGN);
  impl_ = std::make_shared<Impl>(std::move(loops), std::move(options), std::move(handler), metrics);
}
Server::~Server() = default;
Result<std::uint16_t> Server::bind() {
  return impl_->bind();
}
Result<std::uint16_t> Server::listen() {
  return impl_->listen();
}
Result<void> Server::renew() {
  return impl_->renew();
}
asio::awaitable<void> Server::stop(std::chrono::milliseconds drain) {
  return impl_->stop(drain);
}
std::size_t Server::connections() const {
  return impl_->connections();
}

}  // namespace salus::http
