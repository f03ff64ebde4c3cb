// SPDX-License-Identifier: Apache-2.0
// Each wrapping strategy against a real token, and how one of them is chosen.
#include "wrapping.hpp"

#include "custody_fixture.hpp"

namespace salus::keys {
namespace {

/// A signed-in session of a fresh token.
class Wrapped : public Opened {
 protected:
  void SetUp() override {
    ASSERT_TRUE(configure_softhsm(home));
    const auto pin = token_pin(home, random).value();
    module.emplace(Module::open(find_softhsm().value()).value());
    const auto slot = provide_token(*module, pin).value();
    session.emplace(Session::open(*module, slot).value());
    ASSERT_TRUE(session->login(CKU_USER, pin));
    random.fill(key.writable());
  }
  void TearDown() override {
    session.reset();
    module.reset();
  }
  KekName fresh() { return {.tenant = TenantId::random(random), .generation = 1}; }

  std::optional<Module> module;
  std::optional<Session> session;
  crypto::SecretBytes key{32};
};

TEST_F(Wrapped, carries_a_key_and_refuses_all_else) {
  for (const Wrapping* way : wrappings()) {
    SCOPED_TRACE(way->name().view());
    const auto name = fresh();
    const auto other = fresh();
    ASSERT_TRUE(way->make_kek(*session, name, Lifetime::session));
    ASSERT_TRUE(way->make_kek(*session, other, Lifetime::session));
    const auto context = as_bytes("context");
    const auto wrapped = way->wrap(*session, name, key, context, random).value();
    EXPECT_EQ(as_text(wrapped).find(as_text(key.view())), std::string_view::npos);
    const auto back = way->unwrap(*session, name, wrapped, context);
    ASSERT_TRUE(back) << back.error().context.view();
    EXPECT_TRUE(same(*back, key));

    EXPECT_EQ(way->unwrap(*session, other, wrapped, context).error().code, Code::corrupt);
    EXPECT_EQ(way->unwrap(*session, fresh(), wrapped, context).error().code, Code::absent);
    EXPECT_EQ(way->unwrap(*session, name, ByteView(wrapped).first(8), context).error().code, Code::corrupt);
    EXPECT_EQ(way->unwrap(*session, name, {}, context).error().code, Code::corrupt);
    for (std::size_t at = 0; at < wrapped.size(); ++at) {
      auto bent = wrapped;
      bent[at] ^= std::byte{1};
      const auto opened = way->unwrap(*session, name, bent, context);
      ASSERT_FALSE(opened) << at;
      EXPECT_EQ(opened.error().code, Code::corrupt) << at;
    }
    const bool binds = way->mechanism() == Mechanism::aes_gcm;
    EXPECT_EQ(way->unwrap(*session, name, wrapped, as_bytes("other")).has_value(), !binds);
    EXPECT_TRUE(same(way->unwrap(*session, name, wrapped, context).value(), key))
        << "after all those failures";
  }
}

TEST_F(Wrapped, a_kek_never_leaves_the_token) {
  for (const Wrapping* way : wrappings()) {
    SCOPED_TRACE(way->name().view());
    const auto name = fresh();
    ASSERT_TRUE(way->make_kek(*session, name, Lifetime::token));
    const auto objects = find_kek(*session, name).value();
    ASSERT_FALSE(objects.empty());
    for (const auto object : objects) {
      const auto kind = session->value(object, CKA_CLASS).value();
      EXPECT_EQ(session->value(object, CKA_PRIVATE).value(), Bytes(1, std::byte{1}));
      EXPECT_EQ(as_text(session->value(object, CKA_LABEL).value()), name.label());
      if (kind.front() == static_cast<std::byte>(CKO_PUBLIC_KEY)) continue;
      EXPECT_EQ(session->value(object, CKA_SENSITIVE).value(), Bytes(1, std::byte{1}));
      EXPECT_EQ(session->value(object, CKA_EXTRACTABLE).value(), Bytes(1, std::byte{0}));
      EXPECT_FALSE(session->secret_value(object));
      EXPECT_FALSE(session->value(object, CKA_PRIVATE_EXPONENT));
    }
  }
}

/// Claims to wrap, and hands out the key.
class Broken final : public Wrapping {
 public:
  Mechanism mechanism() const override { return Mechanism::aes_gcm; }
  Literal name() const override { return "broken"; }
  Result<void> make_kek(const Session&, const KekName&, Lifetime) const override { return {}; }
  Result<Bytes> wrap(const Session&, const KekName&, const crypto::SecretBytes& key, ByteView,
                     Random&) const override {
    return to_bytes(key.view());
  }
  Result<crypto::SecretBytes> unwrap(const Session&, const KekName&, ByteView wrapped,
                                     ByteView) const override {
    return crypto::SecretBytes(wrapped);
  }
};

TEST_F(Wrapped, the_probe_takes_the_first_that_works) {
  const Broken broken;
  const auto all = wrappings();
  const auto chosen = [&](std::vector<const Wrapping*> candidates) -> std::string {
    const auto way = probe(*session, random, candidates);
    return way ? std::string((*way)->name().view()) : "none";
  };
  EXPECT_EQ(chosen({all.begin(), all.end()}), "AES-256-GCM");
  EXPECT_EQ(chosen({&broken, all[1], all[2]}), "AES-256 key wrap (RFC 3394)");
  EXPECT_EQ(chosen({&broken, all[2]}), "RSA-3072-OAEP");
  EXPECT_EQ(chosen({&broken}), "none");
  EXPECT_TRUE(session->find({attribute(CKA_TOKEN, yes)}).value().empty()) << "a probe leaves nothing";
}

using Recorded = Opened;

TEST_F(Recorded, the_mechanism_of_a_key_is_the_one_it_was_wrapped_with) {
  const auto all = wrappings();
  std::vector<crypto::SecretBytes> keys;
  std::vector<TenantId> tenants;
  for (std::size_t i = 0; i < all.size(); ++i) {
    open_parts(all.subspan(i, 1));  // the token of this year offers nothing else
    EXPECT_EQ(ring->custody().mechanism, all[i]->name().view());
    tenants.push_back(TenantId::random(random));
    ASSERT_TRUE(wait_for(ring->create_tenant(tenants.back())));
    ASSERT_EQ(wait_for(ring->current(tenants.back(), "clinical")).value(), 1U);
    keys.push_back(derived(tenants.back(), "clinical", 1));
    close_home();
    EXPECT_EQ(decode(row_of(tenants.back(), Purpose::key_file).blob).value().facts.mechanism,
              all[i]->mechanism());
  }
  open_home();
  for (std::size_t i = 0; i < all.size(); ++i)
    EXPECT_TRUE(same(keys[i], derived(tenants[i], "clinical", 1))) << i;
}

TEST_F(Recorded, the_commitment_binds_what_the_mechanism_does_not) {
  for (const Wrapping* way : wrappings()) {
    SCOPED_TRACE(way->name().view());
    const Wrapping* const only[] = {way};
    open_parts(only);
    const auto id = TenantId::random(random);
    ASSERT_TRUE(wait_for(ring->create_tenant(id)));
    close_home();
    const auto row = row_of(id, Purpose::key_file);
    auto entry = decode(row.blob).value();
    entry.facts.created += std::chrono::hours(1);
    overwrite(id, row, encode(entry));
    {
      const auto opened = keys::open(home, clock, random);
      ASSERT_FALSE(opened);
      EXPECT_EQ(opened.error().code, Code::corrupt);
    }
    overwrite(id, row, row.blob);
  }
}

}  // namespace
}  // namespace salus::keys
