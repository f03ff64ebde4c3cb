// SPDX-License-Identifier: Apache-2.0
// Ed25519 (RFC 8032).
#pragma once

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "crypto/secret.hpp"

namespace salus::crypto {

using PublicKey = ByteArray<32>;
using Signature = ByteArray<64>;

/// A 32-byte seed.
SecretBytes make_signing_key(Random& random);
PublicKey public_key(const SecretBytes& signing_key);
Signature sign(const SecretBytes& signing_key, ByteView message);
bool verify(const PublicKey& key, ByteView message, ByteView signature);

}  // namespace salus::crypto
