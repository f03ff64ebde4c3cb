// SPDX-License-Identifier: Apache-2.0
// What the published vectors don't show: fresh nonces, binding to context, signing, hashing in pieces.
#include "crypto/crypto.hpp"

namespace salus::crypto {
namespace {

SystemRandom randomness;

SecretBytes key_of(unsigned char fill) {
  SecretBytes key(32);
  std::ranges::fill(key.writable(), std::byte{fill});
  return key;
}

TEST(sha256, answers_fips_180_4_and_is_the_same_in_pieces) {
  EXPECT_EQ(to_hex(sha256(as_bytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256(ByteView())), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256({as_bytes("a"), ByteView(), as_bytes("bc")}), sha256(as_bytes("abc")));
}

TEST(aead, draws_a_nonce_for_each_message) {
  const auto key = key_of(1);
  const auto first = aead_seal(key, {}, as_bytes("same"), randomness);
  const auto second = aead_seal(key, {}, as_bytes("same"), randomness);
  EXPECT_NE(first, second);
  EXPECT_EQ(first.size(), 4 + aead_overhead);
}

TEST(aead, opens_only_under_its_key_and_context_and_whole) {
  const auto key = key_of(1);
  const auto sealed = aead_seal(key, as_bytes("context"), as_bytes("plain"), randomness);
  ASSERT_TRUE(aead_open(key, as_bytes("context"), sealed));
  EXPECT_EQ(as_text(*aead_open(key, as_bytes("context"), sealed)), "plain");
  EXPECT_FALSE(aead_open(key_of(2), as_bytes("context"), sealed));
  EXPECT_FALSE(aead_open(key, as_bytes("contexT"), sealed));
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(aead_open(key, as_bytes("context"), ByteView(sealed).first(size))) << size;
  }
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    auto bent = sealed;
    bent[at] ^= std::byte{0x10};
    const auto opened = aead_open(key, as_bytes("context"), bent);
    ASSERT_FALSE(opened) << at;
    EXPECT_EQ(opened.error().code, Code::corrupt);
  }
}

TEST(aead, a_refused_message_leaves_the_next_one_alone) {
  const auto key = key_of(3);
  const auto sealed = aead_seal(key, {}, as_bytes("plain"), randomness);
  EXPECT_FALSE(aead_open(key_of(4), {}, sealed));
  EXPECT_TRUE(aead_open(key, {}, sealed));
}

TEST(aead, seals_the_empty_message) {
  const auto sealed = aead_seal(key_of(5), as_bytes("a"), {}, randomness);
  const auto opened = aead_open(key_of(5), as_bytes("a"), sealed);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->empty());
}

TEST(sign, signs_what_verify_accepts_and_nothing_else) {
  const auto key = make_signing_key(randomness);
  const auto owner = public_key(key);
  auto signature = sign(key, as_bytes("head"));
  EXPECT_TRUE(verify(owner, as_bytes("head"), signature));
  EXPECT_FALSE(verify(owner, as_bytes("tail"), signature));
  EXPECT_FALSE(verify(public_key(make_signing_key(randomness)), as_bytes("head"), signature));
  EXPECT_FALSE(verify(owner, as_bytes("head"), ByteView(signature).first(63)));
  signature[5] ^= std::byte{1};
  EXPECT_FALSE(verify(owner, as_bytes("head"), signature));
}

TEST(sign, answers_rfc_8032) {
  const SecretBytes seed(
      from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").value());
  EXPECT_EQ(to_hex(public_key(seed)), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(to_hex(sign(seed, from_hex("72").value())),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

}  // namespace
}  // namespace salus::crypto
