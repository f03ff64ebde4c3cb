// SPDX-License-Identifier: Apache-2.0
// The pool and the contexts serve many threads at once.
#include "crypto/crypto.hpp"

#include <thread>

namespace salus::crypto {
namespace {

TEST(crypto, works_from_many_threads_at_once) {
  const SecretBytes key(32);
  const Hmac shared(key);
  const Hash expected = shared(as_bytes("data"));
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      SystemRandom random;
      SecretBytes kept;
      for (int i = 0; i < 500; ++i) {
        auto derived = hkdf(key, {}, as_bytes("info"), static_cast<std::size_t>(32 + (i + t) % 64));
        const SecretBytes part(derived.view().first(32));
        const auto sealed = aead_seal(part, {}, as_bytes("plain"), random);
        EXPECT_TRUE(aead_open(part, {}, sealed));
        EXPECT_EQ(shared(as_bytes("data")), expected);
        kept = std::move(derived);
      }
    });
  }
}

}  // namespace
}  // namespace salus::crypto
