// SPDX-License-Identifier: Apache-2.0
// Ed25519 through OpenSSL's one-shot calls.
#include "crypto/sign.hpp"

#include "openssl.hpp"

namespace salus::crypto {
namespace {

constexpr std::size_t seed_size = 32;

EVP_MD_CTX* context() {
  thread_local const DigestContext one(EVP_MD_CTX_new());
  require(one != nullptr);
  EVP_MD_CTX_reset(one.get());  // a context keeps a reference to the key it used last
  return one.get();
}

Key private_key(const SecretBytes& seed) {
  require(seed.size() == seed_size);
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(seed.view()), seed.size()));
  require(key != nullptr);
  return key;
}

}  // namespace

SecretBytes make_signing_key(Random& random) {
  SecretBytes seed(seed_size);
  random.fill(seed.writable());
  return seed;
}

PublicKey public_key(const SecretBytes& signing_key) {
  PublicKey out;
  std::size_t size = out.size();
  require(EVP_PKEY_get_raw_public_key(private_key(signing_key).get(), raw_out(out), &size));
  return out;
}

Signature sign(const SecretBytes& signing_key, ByteView message) {
  Signature out;
  std::size_t size = out.size();
  const Key key = private_key(signing_key);
  EVP_MD_CTX* const signer = context();
  require(EVP_DigestSignInit_ex(signer, nullptr, nullptr, nullptr, nullptr, key.get(), nullptr));
  require(EVP_DigestSign(signer, raw_out(out), &size, raw(message), message.size()));
  EVP_MD_CTX_reset(signer);
  return out;
}

bool verify(const PublicKey& key, ByteView message, ByteView signature) {
  if (signature.size() != std::tuple_size_v<Signature>) return false;
  const Key owner(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(key), key.size()));
  if (owner == nullptr) return false;
  EVP_MD_CTX* const verifier = context();
  require(EVP_DigestVerifyInit_ex(verifier, nullptr, nullptr, nullptr, nullptr, owner.get(), nullptr));
  return EVP_DigestVerify(verifier, raw(signature), signature.size(), raw(message), message.size()) == 1;
}

}  // namespace salus::crypto
