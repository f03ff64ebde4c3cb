// SPDX-License-Identifier: Apache-2.0
// Passwords: the right one fits, a decoy fits nobody, and lack of memory is no wrong password.
#include "identity/password.hpp"

#include <sys/resource.h>

#ifdef __SANITIZE_ADDRESS__
// Its allocator ends the program over what malloc answers with nothing.
extern "C" const char* __asan_default_options() {
  return "allocator_may_return_null=1";
}
#endif

namespace salus::identity {
namespace {

crypto::SecretBytes secret(std::string_view text) {
  return crypto::SecretBytes(as_bytes(text));
}

TEST(password, fits_its_own_hash_only) {
  SystemRandom random;
  const auto phc = hash_password(secret("correct horse"), random).value();
  EXPECT_TRUE(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << phc;
  EXPECT_TRUE(verify_password(phc, secret("correct horse")).value());
  EXPECT_FALSE(verify_password(phc, secret("correct hors")).value());
  EXPECT_NE(hash_password(secret("correct horse"), random).value(), phc);
}

TEST(password, a_decoy_is_a_hash_like_any_other) {
  SystemRandom random;
  const auto decoy = decoy_hash(random);
  const auto real = hash_password(secret("x"), random).value();
  EXPECT_EQ(decoy.size(), real.size());
  const auto cost = [](std::string_view phc) { return std::string(phc.substr(0, phc.find("p=1$"))); };
  EXPECT_EQ(cost(decoy), cost(real));
  EXPECT_FALSE(verify_password(decoy, secret("")).value());
}

TEST(password, what_is_no_hash_is_not_a_wrong_password) {
  for (const auto* phc : {"", "$argon2id$", "$argon2i$v=19$m=19456,t=2,p=1$YWJjZGVmZ2g$YWJjZGVmZ2g"})
    EXPECT_EQ(verify_password(phc, secret("x")).error().code, Code::corrupt) << phc;
}

// A hash that asks for 4 TiB stands in for a machine that has no 19 MiB left.
TEST(password, lack_of_memory_is_not_a_wrong_password) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_AS, &before), 0);
#ifndef __SANITIZE_ADDRESS__  // whose own maps are larger than any limit; it refuses 4 TiB by itself
  rlimit tight = before;
  tight.rlim_cur = rlim_t{1} << 36;
  ASSERT_EQ(::setrlimit(RLIMIT_AS, &tight), 0);
#endif
  const auto verified = verify_password(
      "$argon2id$v=19$m=4294967295,t=1,p=1$YWJjZGVmZ2hhYmNkZWZnaA$YWJjZGVmZ2hhYmNkZWZnaGFiY2RlZmdo",
      secret("x"));
  ::setrlimit(RLIMIT_AS, &before);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().code, Code::unavailable);
}

}  // namespace
}  // namespace salus::identity
