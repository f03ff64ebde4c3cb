// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4), HMAC (RFC 2104), HKDF (RFC 5869) and the HMAC-SHA-1 that TOTP asks for.
#pragma once

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

#include <initializer_list>

namespace salus::crypto {

using Hash = ByteArray<32>;

Hash sha256(ByteView data);
/// Of the concatenation, without making it.
Hash sha256(std::initializer_list<ByteView> pieces);

/// HMAC-SHA-256 under one key, whose padded form is made once and lies in locked memory. Immutable, so shared
/// by threads.
class Hmac {
 public:
  explicit Hmac(const SecretBytes& key);
  Hash operator()(ByteView data) const;

 private:
  SecretBytes pads_;
};

Hash hmac_sha256(const SecretBytes& key, ByteView data);
ByteArray<20> hmac_sha1(const SecretBytes& key, ByteView data);

/// HKDF-Extract then HKDF-Expand; at most 255 × 32 bytes.
SecretBytes hkdf(const SecretBytes& secret, ByteView salt, ByteView info, std::size_t size = 32);

}  // namespace salus::crypto
