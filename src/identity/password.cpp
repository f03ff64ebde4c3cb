// SPDX-License-Identifier: Apache-2.0
// Password hashing through libargon2.
#include "identity/password.hpp"

#include <array>
#include <cstdlib>

#include <argon2.h>

namespace salus::identity {
namespace {
constexpr std::uint32_t passes = 2;
constexpr std::uint32_t memory_kib = 19 * 1024;
constexpr std::uint32_t lanes = 1;
}  // namespace

std::string hash_password(const crypto::SecretBytes& password, Random& random) {
  ByteArray<16> salt;
  random.fill(salt);
  std::array<char, 128> phc{};
  const int failed = argon2id_hash_encoded(passes, memory_kib, lanes, password.view().data(), password.size(),
                                           salt.data(), salt.size(), 32, phc.data(), phc.size());
  if (failed != ARGON2_OK) std::abort();  // out of memory, or our own parameters
  return phc.data();
}

bool verify_password(std::string_view phc, const crypto::SecretBytes& password) {
  return argon2id_verify(std::string(phc).c_str(), password.view().data(), password.size()) == ARGON2_OK;
}

}  // namespace salus::identity
