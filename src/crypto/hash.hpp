// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4), HMAC (RFC 2104), HKDF (RFC 5869) and the HMAC-SHA-1 that TOTP asks for.
#pragma once

#include <initializer_list>

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

namespace salus::crypto {

using Hash = ByteArray<32>;

Hash sha256(ByteView data);
/// Of the concatenation, without making it.
Hash sha256(std::initializer_list<ByteView> pieces);

/// A keyed HMAC-SHA-256 whose key schedule is paid once. Immutable, so shared by threads.
class Hmac {
 public:
  explicit Hmac(const SecretBytes& key);
  Hmac(Hmac&& other) noexcept;
  Hmac& operator=(Hmac&& other) noexcept;
  ~Hmac();
  Hash operator()(ByteView data) const;

 private:
  void* keyed_;  // EVP_MAC_CTX
};

Hash hmac_sha256(const SecretBytes& key, ByteView data);
ByteArray<20> hmac_sha1(const SecretBytes& key, ByteView data);

/// HKDF-Extract then HKDF-Expand; at most 255 × 32 bytes.
SecretBytes hkdf(const SecretBytes& secret, ByteView salt, ByteView info, std::size_t size = 32);

}  // namespace salus::crypto
