// SPDX-License-Identifier: Apache-2.0
// AES-256-GCM over a context a thread, which forgets its key after each message.
#include "crypto/aead.hpp"

#include "openssl.hpp"

namespace salus::crypto {
namespace {

constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
static_assert(nonce_size + tag_size == aead_overhead);

const EVP_CIPHER* aes_256_gcm() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return cipher;
}

/// The thread's context, keyed for one message. The key schedule lies in OpenSSL's heap, which isn't locked,
/// so that it is overwritten at the end.
class Message {
 public:
  enum class Way : std::uint8_t { open, seal };

  Message(Way way, const SecretBytes& key, ByteView nonce, ByteView aad) {
    require(key.size() == aead_key_size);
    require(EVP_CipherInit_ex2(context(), nullptr, raw(key.view()), raw(nonce), way == Way::seal, nullptr));
    int done = 0;
    if (!aad.empty()) require(EVP_CipherUpdate(context(), nullptr, &done, raw(aad), length(aad)));
  }
  ~Message() {
    static constexpr unsigned char zeros[aead_key_size] = {};
    require(EVP_CipherInit_ex2(context(), nullptr, zeros, zeros, 1, nullptr));
  }
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;

  void update(ByteView from, std::span<std::byte> to) {
    int done = 0;
    if (!from.empty()) require(EVP_CipherUpdate(context(), raw_out(to), &done, raw(from), length(from)));
  }
  void seal(std::span<std::byte> tag) {
    require(finish() && EVP_CIPHER_CTX_ctrl(context(), EVP_CTRL_AEAD_GET_TAG, tag_size, raw_out(tag)));
  }
  bool opens(ByteView tag) {
    ByteArray<tag_size> copy;
    std::ranges::copy(tag, copy.begin());
    return EVP_CIPHER_CTX_ctrl(context(), EVP_CTRL_AEAD_SET_TAG, tag_size, copy.data()) && finish();
  }

 private:
  static EVP_CIPHER_CTX* context() {
    thread_local const CipherContext one = made();
    return one.get();
  }
  /// Named once: naming the cipher again would free its state and allocate it anew.
  static CipherContext made() {
    CipherContext context(EVP_CIPHER_CTX_new());
    require(context != nullptr &&
            EVP_CipherInit_ex2(context.get(), aes_256_gcm(), nullptr, nullptr, 1, nullptr));
    return context;
  }
  bool finish() {
    unsigned char none[tag_size];
    int done = 0;
    return EVP_CipherFinal_ex(context(), none, &done) == 1;
  }
};

/// Opens into a container that `writable` gives the memory of.
template <class Container, class Writable>
Result<Container> open_into(const SecretBytes& key, ByteView aad, ByteView sealed, Writable writable) {
  if (sealed.size() < aead_overhead) return fail(Code::corrupt, "crypto: shorter than nonce and tag");
  const auto body = sealed.subspan(nonce_size, sealed.size() - aead_overhead);
  Container plain(body.size());
  Message message(Message::Way::open, key, sealed.first(nonce_size), aad);
  message.update(body, writable(plain));
  if (!message.opens(sealed.last(tag_size))) {
    wipe(writable(plain));
    return fail(Code::corrupt, "crypto: not sealed under this key and context");
  }
  return plain;
}

}  // namespace

Bytes aead_seal(const SecretBytes& key, ByteView aad, ByteView plain, Random& random) {
  Bytes sealed(aead_overhead + plain.size());
  const std::span<std::byte> all(sealed);
  const auto nonce = all.first(nonce_size);
  random.fill(nonce);
  Message message(Message::Way::seal, key, nonce, aad);
  message.update(plain, all.subspan(nonce_size, plain.size()));
  message.seal(all.last(tag_size));
  return sealed;
}

Result<Bytes> aead_open(const SecretBytes& key, ByteView aad, ByteView sealed) {
  return open_into<Bytes>(key, aad, sealed, [](Bytes& plain) { return std::span(plain); });
}

Result<SecretBytes> aead_open_secret(const SecretBytes& key, ByteView aad, ByteView sealed) {
  return open_into<SecretBytes>(key, aad, sealed, [](SecretBytes& plain) { return plain.writable(); });
}

}  // namespace salus::crypto
