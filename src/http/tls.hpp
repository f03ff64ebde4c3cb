// SPDX-License-Identifier: Apache-2.0
// The TLS context of a listener: TLS 1.3 and two suites, or nothing.
#pragma once

#include "base/result.hpp"
#include "http/server.hpp"

#include <memory>
#include <string>
#include <string_view>

#include <openssl/ssl.h>

namespace salus::http {

template <auto free>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};
using SslContext = std::unique_ptr<SSL_CTX, Freer<SSL_CTX_free>>;
using Ssl = std::unique_ptr<SSL, Freer<SSL_free>>;

class TicketKeys;

/// Shared by all loops; `accept` and `acceptable` are thread-safe.
class TlsContext {
 public:
  /// Loads certificate and key and checks itself by shaking hands in memory; see Server::listen.
  static Result<std::unique_ptr<TlsContext>> load(const Tls& tls);
  ~TlsContext();

  /// A server's end for one connected socket.
  Ssl accept(int socket) const;
  /// After the handshake: is it what the policy says? NIST SP 800-52r2 §3.1, §3.3.
  bool acceptable(const SSL* ssl) const;

 private:
  TlsContext(SslContext context, std::unique_ptr<TicketKeys> tickets, const Tls& tls);
  Result<void> check() const;

  std::unique_ptr<TicketKeys> tickets_;  // outlives the context, which points to it
  SslContext context_;
  std::string suites_;
  std::string groups_;
};

}  // namespace salus::http
