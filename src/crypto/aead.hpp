// SPDX-License-Identifier: Apache-2.0
// Authenticated encryption: AES-256-GCM (NIST SP 800-38D), with a fresh random nonce each time.
#pragma once

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "crypto/secret.hpp"

namespace salus::crypto {

inline constexpr std::size_t aead_key_size = 32;
inline constexpr std::size_t aead_overhead = 12 + 16;  ///< nonce and tag

/// nonce ‖ ciphertext ‖ tag. `key` has 32 bytes. A random 96-bit nonce allows 2^32 messages a key (SP 800-38D
/// §8.3); our part keys seal one message each.
Bytes aead_seal(const SecretBytes& key, ByteView aad, ByteView plain, Random& random);

/// Code::corrupt unless `sealed` was made under this key with this `aad`.
Result<Bytes> aead_open(const SecretBytes& key, ByteView aad, ByteView sealed);

/// The same, for content that is itself a secret.
Result<SecretBytes> aead_open_secret(const SecretBytes& key, ByteView aad, ByteView sealed);

}  // namespace salus::crypto
