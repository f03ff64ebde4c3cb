// SPDX-License-Identifier: Apache-2.0
// Password hashing through libargon2.
#include "identity/password.hpp"

#include <array>

#include <argon2.h>
#include <fmt/core.h>

namespace salus::identity {
namespace {
constexpr std::uint32_t passes = 2;
constexpr std::uint32_t memory_kib = 19 * 1024;
constexpr std::uint32_t lanes = 1;
}  // namespace

Result<std::string> hash_password(const crypto::SecretBytes& password, Random& random) {
  ByteArray<16> salt;
  random.fill(salt);
  std::array<char, 128> phc{};
  const int failed = argon2id_hash_encoded(passes, memory_kib, lanes, password.view().data(), password.size(),
                                           salt.data(), salt.size(), 32, phc.data(), phc.size());
  if (failed == ARGON2_MEMORY_ALLOCATION_ERROR) return fail(Code::unavailable, "identity: no memory to hash");
  if (failed != ARGON2_OK) return fail(Code::internal, "identity: a password that can't be hashed");
  return std::string(phc.data());
}

Result<bool> verify_password(std::string_view phc, const crypto::SecretBytes& password) {
  const int failed = argon2id_verify(std::string(phc).c_str(), password.view().data(), password.size());
  if (failed == ARGON2_OK) return true;
  if (failed == ARGON2_VERIFY_MISMATCH) return false;
  if (failed == ARGON2_MEMORY_ALLOCATION_ERROR) return fail(Code::unavailable, "identity: no memory to hash");
  return fail(Code::corrupt, "identity: a password's hash that isn't one");
}

std::string decoy_hash(Random& random) {
  const auto unpadded = [&random](auto bytes) {
    random.fill(bytes);
    std::string text = to_base64(bytes);
    while (text.ends_with('=')) text.pop_back();
    return text;
  };
  return fmt::format("$argon2id$v={}$m={},t={},p={}${}${}", int{ARGON2_VERSION_NUMBER}, memory_kib, passes,
                     lanes, unpadded(ByteArray<16>{}), unpadded(ByteArray<32>{}));
}

}  // namespace salus::identity
