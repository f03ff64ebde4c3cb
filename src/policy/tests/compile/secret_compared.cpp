// SPDX-License-Identifier: Apache-2.0
// Secrets are compared in constant time or not at all.
// rooms: crypto
// refused: error: (no match for .operator==|invalid operands to binary expression)
#include "crypto/secret.hpp"

bool same(const salus::crypto::SecretBytes& a, const salus::crypto::SecretBytes& b) {
#ifdef REFUSED
  return a == b;
#else
  return salus::crypto::equal(a.view(), b.view());
#endif
}
