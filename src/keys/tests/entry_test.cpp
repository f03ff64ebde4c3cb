// SPDX-License-Identifier: Apache-2.0
// An entry opens as what it was sealed as, and in no other way; the cache keeps what is used.
#include "entry.hpp"

#include "crypto/aead.hpp"
#include "owner_cache.hpp"

namespace salus::keys {
namespace {

SystemRandom randomness;

crypto::SecretBytes random_key() {
  crypto::SecretBytes key(32);
  randomness.fill(key.writable());
  return key;
}

struct Sealing {
  crypto::SecretBytes wrap_key = random_key();
  crypto::SecretBytes key = random_key();
  Label label{.purpose = Purpose::owner,
              .tenant = TenantId::random(randomness),
              .use = {},
              .owner = OwnerId::random(randomness),
              .version = 1};
  Facts facts{.generation = 3,
              .created = Time(std::chrono::seconds(1'700'000'000)),
              .mechanism = Mechanism::aes_gcm,
              .recovery = to_bytes(as_bytes("recovery copy"))};

  Entry seal() const {
    return seal_entry(label, facts, key,
                      [&](const auto& plain, ByteView context) -> Result<Bytes> {
                        return crypto::aead_seal(wrap_key, context, plain.view(), randomness);
                      })
        .value();
  }
  Result<OpenedEntry> open(ByteView blob, const Label& as) const {
    return open_entry(blob, as, [&](const Entry& entry, ByteView context) {
      return crypto::aead_open_secret(wrap_key, context, entry.wrapped);
    });
  }
};

TEST(entry, opens_as_it_was_sealed) {
  const Sealing it;
  const auto opened = it.open(encode(it.seal()), it.label);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(crypto::equal(opened->key.view(), it.key.view()));
  EXPECT_EQ(opened->entry.facts.created, it.facts.created);
  EXPECT_EQ(opened->entry.facts.generation, 3U);
  EXPECT_EQ(opened->entry.facts.recovery, it.facts.recovery);
}

TEST(entry, every_bit_is_authenticated) {
  const Sealing it;
  const auto blob = encode(it.seal());
  for (std::size_t at = 0; at < blob.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      auto bent = blob;
      bent[at] ^= static_cast<std::byte>(1 << bit);
      const auto opened = it.open(bent, it.label);
      ASSERT_FALSE(opened) << at << ":" << bit;
      EXPECT_EQ(opened.error().code, Code::corrupt);
    }
  }
  for (std::size_t size = 0; size < blob.size(); ++size) {
    EXPECT_FALSE(it.open(ByteView(blob).first(size), it.label)) << size;
  }
}

TEST(entry, opens_under_no_other_label) {
  const Sealing it;
  const auto blob = encode(it.seal());
  const std::pair<const char*, std::function<void(Label&)>> changes[] = {
      {"purpose", [](Label& label) { label.purpose = Purpose::dek; }},
      {"tenant", [](Label& label) { label.tenant = TenantId::random(randomness); }},
      {"use", [](Label& label) { label.use = "clinical"; }},
      {"owner", [](Label& label) { label.owner = OwnerId::random(randomness); }},
      {"version", [](Label& label) { label.version = 2; }},
  };
  for (const auto& [what, change] : changes) {
    auto other = it.label;
    change(other);
    const auto opened = it.open(blob, other);
    ASSERT_FALSE(opened) << what;
    EXPECT_EQ(opened.error().code, Code::corrupt) << what;
  }
}

TEST(entry, a_key_other_than_the_one_committed_to_is_refused) {
  const Sealing it;
  const auto blob = encode(it.seal());
  const auto opened = open_entry(
      blob, it.label, [](const Entry&, ByteView) -> Result<crypto::SecretBytes> { return random_key(); });
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Code::corrupt);
}

TEST(entry, shows_neither_key_nor_owner) {
  const Sealing it;
  const auto blob = encode(it.seal());
  EXPECT_EQ(as_text(blob).find(as_text(it.key.view())), std::string_view::npos);
  EXPECT_EQ(as_text(blob).find(as_text(it.label.owner.bytes())), std::string_view::npos);
  EXPECT_NE(as_text(blob).find(as_text(it.label.tenant.bytes())), std::string_view::npos);
}

TEST(owner_cache, lets_go_of_what_was_used_longest_ago) {
  OwnerCache cache(3);
  const auto tenant = TenantId::random(randomness);
  std::vector<OwnerId> owners;
  for (int i = 0; i < 4; ++i) owners.push_back(OwnerId::random(randomness));
  for (int i = 0; i < 3; ++i) cache.keep(tenant, owners[i], share(random_key()));
  const auto first = cache.find(tenant, owners[0]);
  ASSERT_NE(first, nullptr);
  cache.keep(tenant, owners[3], share(random_key()));
  EXPECT_EQ(cache.size(), 3U);
  EXPECT_EQ(cache.find(tenant, owners[1]), nullptr);
  EXPECT_EQ(cache.find(tenant, owners[0]), first);
  EXPECT_EQ(cache.find(TenantId::random(randomness), owners[0]), nullptr);
  cache.clear();
  EXPECT_EQ(cache.size(), 0U);
  EXPECT_EQ(first->size(), 32U) << "who holds a key keeps it";
}

}  // namespace
}  // namespace salus::keys
