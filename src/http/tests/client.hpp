// SPDX-License-Identifier: Apache-2.0
// A small blocking client over OpenSSL, which can misbehave in ways that libraries don't offer.
#pragma once

#include "http/headers.hpp"
#include "tls.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace salus::http {

struct Offer {
  int version = TLS1_3_VERSION;
  const char* suites = nullptr;
  const char* groups = nullptr;
  std::string protocol = {};       ///< ALPN
  SSL_SESSION* session = nullptr;  ///< to resume
};

struct Answer {
  int status = 0;
  Headers headers;
  std::string body;
  std::string header(std::string_view name) const { return std::string(headers.find(name).value_or("")); }
};

class Client {
 public:
  enum class Kind : std::uint8_t { tls, plain };

  explicit Client(std::uint16_t port, Kind kind = Kind::tls, Offer offer = {}) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    if (kind == Kind::plain || !connected_) return;
    context_.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_min_proto_version(context_.get(), offer.version);
    SSL_CTX_set_max_proto_version(context_.get(), offer.version);
    if (offer.suites) SSL_CTX_set_ciphersuites(context_.get(), offer.suites);
    if (offer.groups) SSL_CTX_set1_groups_list(context_.get(), offer.groups);
    ssl_.reset(SSL_new(context_.get()));
    if (offer.session) SSL_set_session(ssl_.get(), offer.session);
    if (!offer.protocol.empty()) {
      const std::string wire = static_cast<char>(offer.protocol.size()) + offer.protocol;
      SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(wire.data()),
                          unsigned(wire.size()));
    }
    SSL_set_fd(ssl_.get(), socket_);
    connected_ = SSL_connect(ssl_.get()) == 1;
    ERR_clear_error();
  }
  ~Client() {
    ssl_.reset();
    ::close(socket_);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  SSL* ssl() { return ssl_.get(); }
  int socket() const { return socket_; }

  bool send(std::string_view text) {
    while (!text.empty()) {
      ERR_clear_error();
      const long sent = ssl_ ? SSL_write(ssl_.get(), text.data(), int(text.size()))
                             : ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(std::size_t(sent));
    }
    return true;
  }

  /// Nothing when the connection ended before a whole answer came.
  std::optional<Answer> receive(std::string_view method = "GET") {
    std::size_t end;
    while ((end = input_.find("\r\n\r\n")) == input_.npos) {
      if (!more()) return std::nullopt;
    }
    Answer answer;
    std::string_view head = std::string_view(input_).substr(0, end + 2);
    answer.status = std::stoi(std::string(head.substr(9, 3)));
    head.remove_prefix(head.find("\r\n") + 2);
    while (!head.empty()) {
      const auto line = head.substr(0, head.find("\r\n"));
      const auto colon = line.find(": ");
      answer.headers.add(line.substr(0, colon), line.substr(colon + 2));
      head.remove_prefix(line.size() + 2);
    }
    input_.erase(0, end + 4);
    std::size_t size = 0;
    if (method != "HEAD" && answer.status != 304) size = std::stoul("0" + answer.header("content-length"));
    while (input_.size() < size) {
      if (!more()) return std::nullopt;
    }
    answer.body = input_.substr(0, size);
    input_.erase(0, size);
    return answer;
  }

  std::optional<Answer> ask(std::string_view text) {
    if (!send(text)) return std::nullopt;
    return receive(text.substr(0, text.find(' ')));
  }
  std::optional<Answer> fetch(std::string_view path) {
    return ask("GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /// Whether the server ends the connection, without another byte, within the client's patience.
  bool ends() {
    if (!input_.empty()) return false;
    const bool got = more();
    return !got && !timed_out_;
  }

  bool more() {
    char buffer[16 * 1024];
    ERR_clear_error();
    errno = 0;
    const long size =
        ssl_ ? SSL_read(ssl_.get(), buffer, sizeof buffer) : ::recv(socket_, buffer, sizeof buffer, 0);
    if (size <= 0) {
      timed_out_ = errno == EAGAIN || errno == EWOULDBLOCK;
      return false;
    }
    input_.append(buffer, std::size_t(size));
    return true;
  }
  std::string& input() { return input_; }

 private:
  int socket_ = -1;
  bool connected_ = false;
  bool timed_out_ = false;
  SslContext context_;
  Ssl ssl_;
  std::string input_;
};

}  // namespace salus::http
