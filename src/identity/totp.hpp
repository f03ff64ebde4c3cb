// SPDX-License-Identifier: Apache-2.0
// Time-based one-time passwords (RFC 6238): SHA-1, 30 seconds, six digits, as every authenticator app speaks
// it.
#pragma once

#include "base/clock.hpp"
#include "crypto/secret.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace salus::identity {

inline constexpr std::chrono::seconds totp_period{30};

/// The number of whole periods since 1970.
std::uint64_t totp_step(Time time);

/// Six digits.
std::string totp_code(const crypto::SecretBytes& secret, std::uint64_t step);

/// The step whose code this is, looking one period back and ahead; nothing when none fits or it isn't above
/// `spent`, so that a code works once.
std::optional<std::uint64_t> totp_accepts(const crypto::SecretBytes& secret, std::string_view code, Time now,
                                          std::uint64_t spent);

/// RFC 4648 base32 without padding, upper case, as apps read it.
std::string totp_text(const crypto::SecretBytes& secret);
/// And back: exactly 20 bytes.
Result<crypto::SecretBytes> totp_secret(std::string_view text);

}  // namespace salus::identity
