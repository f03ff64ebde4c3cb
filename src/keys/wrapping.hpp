// SPDX-License-Identifier: Apache-2.0
// How a key-encryption key inside the token wraps a key of ours: tokens differ in what they offer, so it is
// probed.
#pragma once

#include "base/id.hpp"
#include "base/random.hpp"
#include "crypto/secret.hpp"
#include "pkcs11.hpp"

#include <cstdint>
#include <span>

namespace salus::keys {

/// As the key file records it. Never renumber.
enum class Mechanism : std::uint8_t {
  aes_gcm = 1,   ///< NIST SP 800-38D by C_Encrypt; binds the context as associated data
  aes_kw = 2,    ///< RFC 3394 by C_WrapKey; the context is bound by the key's commitment alone
  rsa_oaep = 3,  ///< RFC 8017, 3072 bits, by C_Encrypt; as above, and anyone may wrap: the last resort
};

/// One generation of one tenant's KEK, as the token's objects are named.
struct KekName {
  TenantId tenant;
  std::uint32_t generation = 1;

  Bytes id() const;           ///< CKA_ID
  std::string label() const;  ///< CKA_LABEL, for a person who lists the token
  static std::optional<KekName> from_id(ByteView id);
  friend auto operator<=>(const KekName&, const KekName&) = default;
};

enum class Lifetime : std::uint8_t { session, token };

/// A way to wrap. Stateless.
class Wrapping {
 public:
  virtual ~Wrapping() = default;
  virtual Mechanism mechanism() const = 0;
  virtual Literal name() const = 0;

  /// Makes a KEK that never leaves the token (CKA_SENSITIVE, not CKA_EXTRACTABLE) and can do nothing but
  /// this.
  virtual Result<void> make_kek(const Session& session, const KekName& name, Lifetime lifetime) const = 0;
  virtual Result<Bytes> wrap(const Session& session, const KekName& name, const crypto::SecretBytes& key,
                             ByteView context, Random& random) const = 0;
  /// Code::absent when the token has no such KEK, Code::corrupt when it didn't wrap this.
  virtual Result<crypto::SecretBytes> unwrap(const Session& session, const KekName& name, ByteView wrapped,
                                             ByteView context) const = 0;
};

/// The objects of one KEK: one, or a key pair.
Result<std::vector<CK_OBJECT_HANDLE>> find_kek(const Session& session, const KekName& name);

/// Every way there is, best first.
std::span<const Wrapping* const> wrappings();
/// Code::corrupt for a number that no version of ours wrote.
Result<const Wrapping*> wrapping(std::uint8_t mechanism);

/// The best that carries a key through the token and back, tried with a KEK that ends with the session.
Result<const Wrapping*> probe(const Session& session, Random& random,
                              std::span<const Wrapping* const> candidates = wrappings());

}  // namespace salus::keys
