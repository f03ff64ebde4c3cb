// SPDX-License-Identifier: Apache-2.0
// A secret can't be streamed.
// rooms: crypto
// refused: error: (no match for .operator<<|invalid operands to binary expression)
#include "crypto/secret.hpp"

#include <iostream>

void show(const salus::crypto::SecretBytes& secret) {
#ifdef REFUSED
  std::cout << secret;
#else
  std::cout << secret.size();
#endif
}
