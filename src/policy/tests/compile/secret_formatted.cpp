// SPDX-License-Identifier: Apache-2.0
// A secret can't be formatted.
// rooms: crypto
// refused: error: static assertion failed.*(Cannot format an argument|formattable)
#include "crypto/secret.hpp"

#include <fmt/format.h>

std::string show(const salus::crypto::SecretBytes& secret) {
#ifdef REFUSED
  return fmt::format("{}", secret);
#else
  return fmt::format("{}", secret.size());
#endif
}
