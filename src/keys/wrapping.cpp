// SPDX-License-Identifier: Apache-2.0
// The three wrapping strategies, and the probe that chooses one.
#include "wrapping.hpp"

#include "base/codec.hpp"

#include <array>

namespace salus::keys {
namespace {

constexpr CK_OBJECT_CLASS secret_key = CKO_SECRET_KEY;
constexpr CK_OBJECT_CLASS public_key = CKO_PUBLIC_KEY;
constexpr CK_OBJECT_CLASS private_key = CKO_PRIVATE_KEY;
constexpr CK_KEY_TYPE aes = CKK_AES;
constexpr CK_KEY_TYPE generic = CKK_GENERIC_SECRET;
constexpr CK_ULONG aes_256 = 32;

const CK_BBOOL& stays(Lifetime lifetime) {
  return lifetime == Lifetime::token ? yes : no;
}

Result<CK_OBJECT_HANDLE> the_one(const Session& session, const KekName& name, const CK_OBJECT_CLASS& kind) {
  const Bytes id = name.id();
  TRY(const auto found, session.find({attribute(CKA_CLASS, kind), attribute(CKA_ID, ByteView(id))}));
  if (found.empty()) return fail(Code::absent, "keys: the token has no such KEK");
  if (found.size() > 1) return fail(Code::corrupt, "keys: two KEKs of one name");
  return found.front();
}

/// An AES-256 KEK that may do what `powers` say.
Result<void> make_aes(const Session& session, const KekName& name, Lifetime lifetime,
                      Session::Attributes powers) {
  const Bytes id = name.id();
  const std::string label = name.label();
  powers.insert(powers.end(),
                {attribute(CKA_CLASS, secret_key), attribute(CKA_KEY_TYPE, aes),
                 attribute(CKA_VALUE_LEN, aes_256), attribute(CKA_TOKEN, stays(lifetime)),
                 attribute(CKA_PRIVATE, yes), attribute(CKA_SENSITIVE, yes), attribute(CKA_EXTRACTABLE, no),
                 attribute(CKA_ID, ByteView(id)), attribute(CKA_LABEL, as_bytes(label))});
  CK_MECHANISM generate{CKM_AES_KEY_GEN, nullptr, 0};
  CK_OBJECT_HANDLE made = CK_INVALID_HANDLE;
  return check(
      session.module()->C_GenerateKey(session.handle(), &generate, powers.data(), powers.size(), &made),
      "keys: cannot make a KEK");
}

class AesGcm final : public Wrapping {
 public:
  Mechanism mechanism() const override { return Mechanism::aes_gcm; }
  Literal name() const override { return "AES-256-GCM"; }

  Result<void> make_kek(const Session& session, const KekName& name, Lifetime lifetime) const override {
    return make_aes(session, name, lifetime, {attribute(CKA_ENCRYPT, yes), attribute(CKA_DECRYPT, yes)});
  }

  /// nonce ‖ ciphertext ‖ tag
  Result<Bytes> wrap(const Session& session, const KekName& name, const crypto::SecretBytes& key,
                     ByteView context, Random& random) const override {
    TRY(const auto kek, the_one(session, name, secret_key));
    Bytes wrapped(nonce_size);
    random.fill(wrapped);
    CK_GCM_PARAMS parameters = with(wrapped, context);
    TRY(const auto sealed, session.encrypt({CKM_AES_GCM, &parameters, sizeof parameters}, kek, key.view()));
    wrapped.insert(wrapped.end(), sealed.begin(), sealed.end());
    return wrapped;
  }

  Result<crypto::SecretBytes> unwrap(const Session& session, const KekName& name, ByteView wrapped,
                                     ByteView context) const override {
    TRY(const auto kek, the_one(session, name, secret_key));
    if (wrapped.size() < nonce_size + tag_size)
      return fail(Code::corrupt, "keys: a wrapped key is too short");
    CK_GCM_PARAMS parameters = with(wrapped.first(nonce_size), context);
    return session.decrypt({CKM_AES_GCM, &parameters, sizeof parameters}, kek, wrapped.subspan(nonce_size));
  }

 private:
  static constexpr std::size_t nonce_size = 12;
  static constexpr std::size_t tag_size = 16;
  static CK_GCM_PARAMS with(ByteView nonce, ByteView context) {
    return {raw(nonce), nonce.size(), nonce.size() * 8, raw(context), context.size(), tag_size * 8};
  }
};

class AesKeyWrap final : public Wrapping {
 public:
  Mechanism mechanism() const override { return Mechanism::aes_kw; }
  Literal name() const override { return "AES-256 key wrap (RFC 3394)"; }

  Result<void> make_kek(const Session& session, const KekName& name, Lifetime lifetime) const override {
    return make_aes(session, name, lifetime, {attribute(CKA_WRAP, yes), attribute(CKA_UNWRAP, yes)});
  }

  /// C_WrapKey wraps objects, so the key visits the token for the length of the call.
  Result<Bytes> wrap(const Session& session, const KekName& name, const crypto::SecretBytes& key, ByteView,
                     Random&) const override {
    TRY(const auto kek, the_one(session, name, secret_key));
    Session::Attributes guest = visitor();
    guest.push_back(attribute(CKA_VALUE, key.view()));
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
    const auto& module = session.module();
    TRY(check(module->C_CreateObject(session.handle(), guest.data(), guest.size(), &object),
              "keys: C_CreateObject failed"));
    CK_MECHANISM mechanism{CKM_AES_KEY_WRAP, nullptr, 0};
    Bytes wrapped(key.size() + 64);
    CK_ULONG size = wrapped.size();
    const CK_RV returned = module->C_WrapKey(session.handle(), &mechanism, kek, object, raw(wrapped), &size);
    session.destroy(object);
    TRY(check(returned, "keys: C_WrapKey failed"));
    wrapped.resize(size);
    return wrapped;
  }

  Result<crypto::SecretBytes> unwrap(const Session& session, const KekName& name, ByteView wrapped,
                                     ByteView) const override {
    TRY(const auto kek, the_one(session, name, secret_key));
    CK_MECHANISM mechanism{CKM_AES_KEY_WRAP, nullptr, 0};
    Session::Attributes guest = visitor();
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
    TRY(check(session.module()->C_UnwrapKey(session.handle(), &mechanism, kek, raw(wrapped), wrapped.size(),
                                            guest.data(), guest.size(), &object),
              "keys: the token can't unwrap the key"));
    auto value = session.secret_value(object);
    session.destroy(object);
    return value;
  }

 private:
  static Session::Attributes visitor() {
    return {attribute(CKA_CLASS, secret_key), attribute(CKA_KEY_TYPE, generic),
            attribute(CKA_TOKEN, no),         attribute(CKA_PRIVATE, yes),
            attribute(CKA_SENSITIVE, no),     attribute(CKA_EXTRACTABLE, yes)};
  }
};

class RsaOaep final : public Wrapping {
 public:
  Mechanism mechanism() const override { return Mechanism::rsa_oaep; }
  Literal name() const override { return "RSA-3072-OAEP"; }

  Result<void> make_kek(const Session& session, const KekName& name, Lifetime lifetime) const override {
    const Bytes id = name.id();
    const std::string label = name.label();
    const CK_ULONG bits = 3072;
    const std::array exponent{std::byte{1}, std::byte{0}, std::byte{1}};
    Session::Attributes open{attribute(CKA_TOKEN, stays(lifetime)),
                             attribute(CKA_PRIVATE, yes),
                             attribute(CKA_ENCRYPT, yes),
                             attribute(CKA_MODULUS_BITS, bits),
                             attribute(CKA_PUBLIC_EXPONENT, ByteView(exponent)),
                             attribute(CKA_ID, ByteView(id)),
                             attribute(CKA_LABEL, as_bytes(label))};
    Session::Attributes closed{attribute(CKA_TOKEN, stays(lifetime)), attribute(CKA_PRIVATE, yes),
                               attribute(CKA_SENSITIVE, yes),         attribute(CKA_EXTRACTABLE, no),
                               attribute(CKA_DECRYPT, yes),           attribute(CKA_ID, ByteView(id)),
                               attribute(CKA_LABEL, as_bytes(label))};
    CK_MECHANISM generate{CKM_RSA_PKCS_KEY_PAIR_GEN, nullptr, 0};
    CK_OBJECT_HANDLE made[2];
    return check(session.module()->C_GenerateKeyPair(session.handle(), &generate, open.data(), open.size(),
                                                     closed.data(), closed.size(), &made[0], &made[1]),
                 "keys: cannot make a KEK");
  }

  Result<Bytes> wrap(const Session& session, const KekName& name, const crypto::SecretBytes& key, ByteView,
                     Random&) const override {
    TRY(const auto kek, the_one(session, name, public_key));
    auto parameters = oaep();
    return session.encrypt({CKM_RSA_PKCS_OAEP, &parameters, sizeof parameters}, kek, key.view());
  }

  Result<crypto::SecretBytes> unwrap(const Session& session, const KekName& name, ByteView wrapped,
                                     ByteView) const override {
    TRY(const auto kek, the_one(session, name, private_key));
    auto parameters = oaep();
    return session.decrypt({CKM_RSA_PKCS_OAEP, &parameters, sizeof parameters}, kek, wrapped);
  }

 private:
  /// With SHA-1, which every token offers: OAEP's proof doesn't ask for collision resistance (RFC 8017 §B.1).
  static CK_RSA_PKCS_OAEP_PARAMS oaep() { return {CKM_SHA_1, CKG_MGF1_SHA1, CKZ_DATA_SPECIFIED, nullptr, 0}; }
};

const AesGcm aes_gcm;
const AesKeyWrap aes_key_wrap;
const RsaOaep rsa_oaep;
constexpr std::array<const Wrapping*, 3> best_first{&aes_gcm, &aes_key_wrap, &rsa_oaep};

/// Whether a key comes back through the token as it went, and what went in isn't what came out.
bool carries(const Wrapping& way, const Session& session, Random& random) {
  const KekName name{.tenant = TenantId::random(random), .generation = 0};
  if (!way.make_kek(session, name, Lifetime::session)) return false;
  crypto::SecretBytes key(32);
  random.fill(key.writable());
  const auto wrapped = way.wrap(session, name, key, as_bytes("probe"), random);
  bool same = false;
  if (wrapped && !crypto::equal(*wrapped, key.view())) {
    const auto back = way.unwrap(session, name, *wrapped, as_bytes("probe"));
    same = back && crypto::equal(back->view(), key.view());
  }
  if (const auto objects = find_kek(session, name)) {
    for (const auto object : *objects) session.destroy(object);
  }
  return same;
}

}  // namespace

Bytes KekName::id() const {
  return Encoder().raw(tenant.bytes()).u32(generation).bytes();
}

std::string KekName::label() const {
  return "salus kek " + tenant.text() + " " + std::to_string(generation);
}

std::optional<KekName> KekName::from_id(ByteView id) {
  Decoder in(id);
  const auto tenant = TenantId::from(in.raw(16));
  const KekName name{.tenant = tenant.value_or(TenantId()), .generation = in.u32()};
  return in.finish() ? std::optional(name) : std::nullopt;
}

Result<std::vector<CK_OBJECT_HANDLE>> find_kek(const Session& session, const KekName& name) {
  const Bytes id = name.id();
  return session.find({attribute(CKA_ID, ByteView(id))});
}

std::span<const Wrapping* const> wrappings() {
  return best_first;
}

Result<const Wrapping*> wrapping(std::uint8_t mechanism) {
  for (const Wrapping* way : best_first) {
    if (static_cast<std::uint8_t>(way->mechanism()) == mechanism) return way;
  }
  return fail(Code::corrupt, "keys: an unknown wrapping mechanism");
}

Result<const Wrapping*> probe(const Session& session, Random& random,
                              std::span<const Wrapping* const> candidates) {
  for (const Wrapping* way : candidates) {
    if (carries(*way, session, random)) return way;
  }
  return fail(Code::unsupported, "keys: the token offers no way to wrap keys");
}

}  // namespace salus::keys
