// SPDX-License-Identifier: Apache-2.0
// Passwords at rest: Argon2id (RFC 9106), 19 MiB, two passes, one lane (OWASP's least recommended setting).
#pragma once

#include "base/random.hpp"
#include "base/result.hpp"
#include "crypto/secret.hpp"

#include <string>
#include <string_view>

namespace salus::identity {

inline constexpr std::size_t longest_password = 256;

/// A PHC string. Takes about 30 ms: run it on a pool. Code::unavailable without the memory.
Result<std::string> hash_password(const crypto::SecretBytes& password, Random& random);
/// Code::unavailable without the memory, Code::corrupt when `phc` isn't one.
Result<bool> verify_password(std::string_view phc, const crypto::SecretBytes& password);
/// A PHC string of nobody's password, as dear to try as any other.
std::string decoy_hash(Random& random);

}  // namespace salus::identity
