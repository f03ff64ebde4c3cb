// SPDX-License-Identifier: Apache-2.0
// A secret is copied only by saying so.
// rooms: crypto
// refused: error: .*(deleted|implicitly-deleted)
#include "crypto/secret.hpp"

salus::crypto::SecretBytes again(const salus::crypto::SecretBytes& secret) {
#ifdef REFUSED
  return secret;
#else
  return secret.clone();
#endif
}
