// SPDX-License-Identifier: Apache-2.0
// Keys of session tickets, which change so that an old ticket can't be opened by a later thief.
#pragma once

#include <array>
#include <chrono>
#include <mutex>

#include <openssl/ssl.h>

namespace salus::http {

/// The current key seals tickets, the one before still opens them (RFC 5077 §5.5). Keys live in memory only,
/// so a restart costs each client one full handshake. Thread-safe.
class TicketKeys {
 public:
  explicit TicketKeys(std::chrono::seconds life);
  ~TicketKeys();
  TicketKeys(const TicketKeys&) = delete;
  TicketKeys& operator=(const TicketKeys&) = delete;

  /// Makes `context` use these keys; they must outlive it.
  void attach(SSL_CTX* context);

 private:
  struct Key {
    std::array<unsigned char, 16> name;
    std::array<unsigned char, 32> aes;
    std::array<unsigned char, 32> mac;
  };
  static int choose(SSL* ssl, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher,
                    EVP_MAC_CTX* mac, int sealing);
  int use(unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher, EVP_MAC_CTX* mac, int sealing);
  void rotate();

  const std::chrono::seconds life_;
  std::mutex mutex_;
  Key current_{};
  Key before_{};
  std::chrono::steady_clock::time_point made_;
};

}  // namespace salus::http
