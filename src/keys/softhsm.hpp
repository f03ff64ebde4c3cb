// SPDX-License-Identifier: Apache-2.0
// The embedded token: SoftHSM2 with a configuration, a token folder and a PIN of its own inside the home.
#pragma once

#include "base/home.hpp"
#include "base/random.hpp"
#include "pkcs11.hpp"

namespace salus::keys {

inline constexpr std::string_view token_label = "salus";

/// The library where Debian puts it. There is no way to name another: what is loaded here sees every key.
Result<std::filesystem::path> find_softhsm();

/// Writes `<home>/hsm/softhsm2.conf` and makes `<home>/hsm/tokens`, and points SOFTHSM2_CONF there. Before
/// the module is opened, and before other threads start.
Result<void> configure_softhsm(const Home& home);

/// The PIN in `<home>/hsm/pin`; a home without a token gets one, 128 random bits, durable before the token
/// exists. Code::corrupt for a token without its PIN, Code::forbidden when others may read the file.
Result<crypto::SecretBytes> token_pin(const Home& home, Random& random);

/// The slot of the home's token, which is made (C_InitToken, C_InitPIN) when there is none. A crash on the
/// way leaves what the next call completes.
Result<CK_SLOT_ID> provide_token(const Module& module, const crypto::SecretBytes& pin);

/// Makes what SoftHSM wrote durable: it doesn't sync its files itself.
Result<void> sync_token(const Home& home);

}  // namespace salus::keys
