// SPDX-License-Identifier: Apache-2.0
// Ownership, wiping and comparison of secret memory.
#include "crypto/secret.hpp"

#include "pool.hpp"

#include <algorithm>
#include <utility>

#include <openssl/crypto.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SALUS_STAYS_DUMPABLE
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SALUS_STAYS_DUMPABLE
#endif

namespace salus::crypto {

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
  if (size > 0) data_ = take_secret_block(size);
}

SecretBytes::SecretBytes(ByteView bytes) : SecretBytes(bytes.size()) {
  std::ranges::copy(bytes, data_);
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  SecretBytes taken(std::move(other));
  std::swap(data_, taken.data_);
  std::swap(size_, taken.size_);
  return *this;
}

SecretBytes::~SecretBytes() {
  if (data_ != nullptr) give_secret_block(data_, size_);
}

SecretBytes SecretBytes::clone() const {
  return SecretBytes(view());
}

bool equal(ByteView a, ByteView b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::span<std::byte> memory) {
  OPENSSL_cleanse(memory.data(), memory.size());
}

void forbid_dumps() {
#ifndef SALUS_STAYS_DUMPABLE
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

}  // namespace salus::crypto
