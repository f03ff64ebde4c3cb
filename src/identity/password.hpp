// SPDX-License-Identifier: Apache-2.0
// Passwords at rest: Argon2id (RFC 9106), 19 MiB, two passes, one lane (OWASP's least recommended setting).
#pragma once

#include "base/random.hpp"
#include "crypto/secret.hpp"

#include <string>
#include <string_view>

namespace salus::identity {

inline constexpr std::size_t longest_password = 256;

/// A PHC string. Takes about 30 ms: run it on a pool.
std::string hash_password(const crypto::SecretBytes& password, Random& random);
bool verify_password(std::string_view phc, const crypto::SecretBytes& password);

}  // namespace salus::identity
