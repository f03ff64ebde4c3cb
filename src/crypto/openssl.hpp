// SPDX-License-Identifier: Apache-2.0
// OpenSSL's handles as owners, and the rule that its failure is the end.
#pragma once

#include "base/bytes.hpp"

#include <climits>
#include <cstdlib>
#include <memory>

#include <openssl/evp.h>

namespace salus::crypto {

template <auto release>
struct Release {
  void operator()(auto* handle) const { release(handle); }
};
template <class T, auto release>
using Owned = std::unique_ptr<T, Release<release>>;

using CipherContext = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;

/// Ends the program: going on without cryptography is not an option.
inline void require(bool worked) {
  if (!worked) std::abort();
}

inline const unsigned char* raw(ByteView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* raw_out(std::span<std::byte> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}
inline int length(ByteView bytes) {
  require(bytes.size() <= INT_MAX);
  return static_cast<int>(bytes.size());
}

}  // namespace salus::crypto
