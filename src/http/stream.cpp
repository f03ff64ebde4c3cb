// SPDX-License-Identifier: Apache-2.0
// One connection's bytes: a socket, with TLS on top unless it is the plain loopback port.
#include "stream.hpp"

#include <cerrno>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/err.h>
#include <sys/socket.h>

namespace salus::http {

namespace asio = boost::asio;

Stream::Step Stream::outcome(int result, std::size_t bytes) {
  Step step{.need = Need::nothing, .bytes = bytes};
  if (result == 1) return step;
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      step.need = Need::readable;
      break;
    case SSL_ERROR_WANT_WRITE:
      step.need = Need::writable;
      break;
    default:
      step.need = Need::end;
      break;
  }
  step.bytes = 0;
  return step;
}

Stream::Step Stream::outcome_plain(long result) {
  Step step{.need = Need::nothing, .bytes = result > 0 ? static_cast<std::size_t>(result) : 0};
  const bool again = result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
  if (result <= 0) step.need = again ? Need::readable : Need::end;
  return step;
}

Stream::Step Stream::handshake() {
  if (!ssl_) return outcome(1, 0);
  ERR_clear_error();
  return outcome(SSL_do_handshake(ssl_.get()), 0);
}

Stream::Step Stream::read(std::span<std::byte> out) {
  if (!ssl_) return discard(out);
  ERR_clear_error();
  std::size_t bytes = 0;
  const int result = SSL_read_ex(ssl_.get(), out.data(), out.size(), &bytes);
  return outcome(result, bytes);
}

Stream::Step Stream::write(ByteView bytes) {
  if (!ssl_) {
    Step step = outcome_plain(
        ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL));
    if (step.need == Need::readable) step.need = Need::writable;
    return step;
  }
  ERR_clear_error();
  std::size_t written = 0;
  const int result = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &written);
  return outcome(result, written);
}

Stream::Step Stream::discard(std::span<std::byte> out) {
  return outcome_plain(::recv(socket_.native_handle(), out.data(), out.size(), MSG_DONTWAIT));
}

void Stream::finish() {
  if (ssl_ && SSL_is_init_finished(ssl_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
  }
  boost::system::error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

asio::awaitable<bool> Stream::wait(Need need) {
  const auto what =
      need == Need::readable ? asio::ip::tcp::socket::wait_read : asio::ip::tcp::socket::wait_write;
  const auto [error] = co_await socket_.async_wait(what, asio::as_tuple(asio::use_awaitable));
  co_return !error;
}

bool Stream::holds_input() const {
  return ssl_ && SSL_has_pending(ssl_.get()) == 1;
}

void Stream::cancel() {
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Stream::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace salus::http
