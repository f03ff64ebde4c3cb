// SPDX-License-Identifier: Apache-2.0
// Keys of session tickets, which change so that an old ticket can't be opened by a later thief.
#include "tickets.hpp"

#include <algorithm>
#include <cstdlib>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace salus::http {
namespace {

template <std::size_t N>
void randomise(std::array<unsigned char, N>& out) {
  if (RAND_bytes(out.data(), static_cast<int>(N)) != 1) std::abort();
}

int context_index() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

}  // namespace

TicketKeys::TicketKeys(std::chrono::seconds life) : life_(life) {
  rotate();
  rotate();
}

TicketKeys::~TicketKeys() {
  OPENSSL_cleanse(&current_, sizeof current_);
  OPENSSL_cleanse(&before_, sizeof before_);
}

void TicketKeys::rotate() {
  before_ = current_;
  randomise(current_.name);
  randomise(current_.aes);
  randomise(current_.mac);
  made_ = std::chrono::steady_clock::now();
}

void TicketKeys::attach(SSL_CTX* context) {
  SSL_CTX_set_ex_data(context, context_index(), this);
  SSL_CTX_set_tlsext_ticket_key_evp_cb(context, &TicketKeys::choose);
}

int TicketKeys::choose(SSL* ssl, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher,
                       EVP_MAC_CTX* mac, int sealing) {
  auto* keys = static_cast<TicketKeys*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), context_index()));
  return keys->use(name, iv, cipher, mac, sealing);
}

int TicketKeys::use(unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher, EVP_MAC_CTX* mac,
                    int sealing) {
  constexpr int failed = -1;
  constexpr int unknown = 0;
  constexpr int opens = 1;
  constexpr int opens_and_renew = 2;
  const std::scoped_lock lock(mutex_);
  const auto age = std::chrono::steady_clock::now() - made_;
  if (age > life_) rotate();
  if (age > 2 * life_) rotate();  // nobody came for long: the one before is too old as well

  Key* key = &current_;
  if (sealing != 0) {
    std::ranges::copy(current_.name, name);
    if (RAND_bytes(iv, EVP_CIPHER_get_iv_length(EVP_aes_256_cbc())) != 1) return failed;
  } else if (!std::equal(current_.name.begin(), current_.name.end(), name)) {
    if (!std::equal(before_.name.begin(), before_.name.end(), name)) return unknown;
    key = &before_;
  }
  if (EVP_CipherInit_ex(cipher, EVP_aes_256_cbc(), nullptr, key->aes.data(), iv, sealing) != 1) return failed;
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, key->mac.data(), key->mac.size()),
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end()};
  if (EVP_MAC_CTX_set_params(mac, parameters) != 1) return failed;
  return sealing != 0 || key == &current_ ? opens : opens_and_renew;
}

}  // namespace salus::http
