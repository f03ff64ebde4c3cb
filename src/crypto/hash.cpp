// SPDX-License-Identifier: Apache-2.0
// SHA-256, HMAC and HKDF over one digest context a thread.
//
// HMAC is built here from its two padded keys rather than taken from EVP_MAC: hashing a 64-byte pad again
// costs less than copying a keyed context (no allocation), and the key stays in locked memory.
#include "crypto/hash.hpp"

#include "openssl.hpp"

#include <algorithm>

namespace salus::crypto {
namespace {

constexpr std::size_t block = 64;  // of SHA-1 and SHA-256 alike

struct Sha256 {
  static constexpr std::size_t size = 32;
  static constexpr const char* name = "SHA2-256";
};
struct Sha1 {
  static constexpr std::size_t size = 20;
  static constexpr const char* name = "SHA1";
};

/// The thread's context. `clear` overwrites what the last digest left in it.
template <class Algorithm>
class Digest {
 public:
  Digest() { start(); }
  Digest& update(ByteView data) {
    require(EVP_DigestUpdate(context(), data.data(), data.size()));
    return *this;
  }
  void finish(std::span<std::byte, Algorithm::size> out) {
    require(EVP_DigestFinal_ex(context(), raw_out(out), nullptr));
  }
  void clear() { start(); }

 private:
  static const EVP_MD* algorithm() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, Algorithm::name, nullptr);
    return fetched;
  }
  static EVP_MD_CTX* context() {
    thread_local const DigestContext one(EVP_MD_CTX_new());
    require(one != nullptr);
    return one.get();
  }
  static void start() { require(EVP_DigestInit_ex2(context(), algorithm(), nullptr)); }
};

/// RFC 2104: the key, padded to a block and masked, for the inner and the outer hash.
template <class Algorithm>
SecretBytes padded(ByteView key) {
  SecretBytes pads(2 * block);
  const auto inner = pads.writable().first(block);
  if (key.size() > block) {
    Digest<Algorithm> digest;
    digest.update(key).finish(inner.template first<Algorithm::size>());
    digest.clear();
  } else {
    std::ranges::copy(key, inner.begin());
  }
  const auto outer = pads.writable().last(block);
  for (std::size_t i = 0; i < block; ++i) {
    outer[i] = inner[i] ^ std::byte{0x5c};
    inner[i] ^= std::byte{0x36};
  }
  return pads;
}

template <class Algorithm>
void mac(const SecretBytes& pads, std::initializer_list<ByteView> pieces,
         std::span<std::byte, Algorithm::size> out) {
  Digest<Algorithm> inner;
  inner.update(pads.view().first(block));
  for (const ByteView piece : pieces) inner.update(piece);
  inner.finish(out);
  Digest<Algorithm> outer;
  outer.update(pads.view().last(block)).update(out).finish(out);
  outer.clear();
}

}  // namespace

Hash sha256(ByteView data) {
  return sha256({data});
}

Hash sha256(std::initializer_list<ByteView> pieces) {
  Hash hash;
  Digest<Sha256> digest;
  for (const ByteView piece : pieces) digest.update(piece);
  digest.finish(hash);
  return hash;
}

Hmac::Hmac(const SecretBytes& key) : pads_(padded<Sha256>(key.view())) {}

Hash Hmac::operator()(ByteView data) const {
  Hash hash;
  mac<Sha256>(pads_, {data}, hash);
  return hash;
}

Hash hmac_sha256(const SecretBytes& key, ByteView data) {
  return Hmac(key)(data);
}

ByteArray<20> hmac_sha1(const SecretBytes& key, ByteView data) {
  ByteArray<20> out;
  mac<Sha1>(padded<Sha1>(key.view()), {data}, out);
  return out;
}

SecretBytes hkdf(const SecretBytes& secret, ByteView salt, ByteView info, std::size_t size) {
  require(size <= 255 * Sha256::size);
  SecretBytes extracted(Sha256::size);
  mac<Sha256>(padded<Sha256>(salt), {secret.view()}, extracted.writable().first<Sha256::size>());
  const SecretBytes pads = padded<Sha256>(extracted.view());

  SecretBytes out(size);
  SecretBytes last(Sha256::size);
  ByteView previous;
  std::byte counter{1};
  for (std::size_t at = 0; at < size; at += Sha256::size) {
    mac<Sha256>(pads, {previous, info, ByteView(&counter, 1)}, last.writable().first<Sha256::size>());
    std::ranges::copy(last.view().first(std::min(size - at, Sha256::size)), out.writable().data() + at);
    previous = last.view();
    counter = static_cast<std::byte>(static_cast<unsigned>(counter) + 1);
  }
  return out;
}

}  // namespace salus::crypto
