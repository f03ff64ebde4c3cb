// SPDX-License-Identifier: Apache-2.0
// Our functions against Wycheproof's vectors: known answers, and forgeries that must be refused.
#include "crypto/crypto.hpp"
#include "vectors.hpp"

namespace salus::crypto {
namespace {

using simdjson::dom::element;

/// Yields the vector's nonce, where the product draws a random one.
class Scripted final : public Random {
 public:
  explicit Scripted(Bytes bytes) : bytes_(std::move(bytes)) {}
  void fill(std::span<std::byte> out) override {
    ASSERT_EQ(out.size(), bytes_.size());
    std::ranges::copy(bytes_, out.begin());
  }

 private:
  Bytes bytes_;
};

Bytes joined(std::initializer_list<ByteView> pieces) {
  Bytes all;
  for (const auto piece : pieces) all.insert(all.end(), piece.begin(), piece.end());
  return all;
}

TEST(wycheproof, aes_256_gcm) {
  int ours = 0;
  each_vector("aes_gcm_test.json", [&](element group, element row) {
    if (std::int64_t(group["keySize"]) != 256 || std::int64_t(group["ivSize"]) != 96) return;
    ++ours;
    const auto key = secret_hex(row, "key");
    const auto aad = hex(row, "aad");
    const auto plain = hex(row, "msg");
    const auto sealed = joined({hex(row, "iv"), hex(row, "ct"), hex(row, "tag")});
    const auto opened = aead_open(key, aad, sealed);
    const auto opened_secret = aead_open_secret(key, aad, sealed);
    if (valid(row)) {
      Scripted nonce(hex(row, "iv"));
      EXPECT_EQ(aead_seal(key, aad, plain, nonce), sealed);
      ASSERT_TRUE(opened);
      EXPECT_EQ(*opened, plain);
      ASSERT_TRUE(opened_secret);
      EXPECT_TRUE(equal(opened_secret->view(), plain));
    } else {
      ASSERT_FALSE(opened);
      EXPECT_EQ(opened.error().code, Code::corrupt);
      EXPECT_FALSE(opened_secret);
    }
  });
  EXPECT_EQ(ours, 66);
}

TEST(wycheproof, hkdf_sha256) {
  const int rows = each_vector("hkdf_sha256_test.json", [](element, element row) {
    const auto secret = secret_hex(row, "ikm");
    const auto salt = hex(row, "salt");
    const auto info = hex(row, "info");
    const auto size = static_cast<std::size_t>(std::int64_t(row["size"]));
    if (valid(row)) {
      EXPECT_TRUE(equal(hkdf(secret, salt, info, size).view(), hex(row, "okm")));
    } else {
      EXPECT_DEATH(hkdf(secret, salt, info, size), "") << "longer than HKDF can give";
    }
  });
  EXPECT_GT(rows, 80);
}

TEST(wycheproof, hmac_sha256) {
  const int rows = each_vector("hmac_sha256_test.json", [](element group, element row) {
    const auto tag_size = static_cast<std::size_t>(std::int64_t(group["tagSize"])) / 8;
    const auto key = secret_hex(row, "key");
    const auto message = hex(row, "msg");
    const Hash whole = hmac_sha256(key, message);
    EXPECT_EQ(whole, Hmac(key)(message));
    EXPECT_EQ(equal(ByteView(whole).first(tag_size), hex(row, "tag")), valid(row));
  });
  EXPECT_GT(rows, 150);
}

TEST(wycheproof, hmac_sha1) {
  const int rows = each_vector("hmac_sha1_test.json", [](element group, element row) {
    const auto tag_size = static_cast<std::size_t>(std::int64_t(group["tagSize"])) / 8;
    const auto whole = hmac_sha1(secret_hex(row, "key"), hex(row, "msg"));
    EXPECT_EQ(equal(ByteView(whole).first(tag_size), hex(row, "tag")), valid(row));
  });
  EXPECT_GT(rows, 150);
}

TEST(wycheproof, ed25519) {
  const int rows = each_vector("ed25519_test.json", [](element group, element row) {
    PublicKey key;
    const auto key_bytes = hex(group["publicKey"], "pk");
    ASSERT_EQ(key_bytes.size(), key.size());
    std::ranges::copy(key_bytes, key.begin());
    EXPECT_EQ(verify(key, hex(row, "msg"), hex(row, "sig")), valid(row));
  });
  EXPECT_GT(rows, 140);
}

}  // namespace
}  // namespace salus::crypto
