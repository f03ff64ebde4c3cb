// SPDX-License-Identifier: Apache-2.0
// The keyring on a real token: what it derives, what survives a restart, what rotates, what it refuses.
#include "crypto/hash.hpp"
#include "fixture.hpp"

#include <sys/stat.h>
#include <unistd.h>

namespace salus::keys {
namespace {

namespace fs = std::filesystem;

class Keys : public Custodied {
 protected:
  void SetUp() override {
    open_home();
    ASSERT_TRUE(wait_for(ring->create_tenant(tenant)));
  }
};

TEST_F(Keys, a_new_home_has_a_system_tenant_and_says_what_keeps_its_keys) {
  EXPECT_EQ(wait_for(ring->current(system_tenant(), "store")).value(), 1U);
  EXPECT_EQ(wait_for(ring->current(system_tenant(), "audit-sign")).value(), 1U);
  const auto custody = ring->custody();
  EXPECT_EQ(custody.token, "SoftHSM project, SoftHSM v2");
  EXPECT_EQ(custody.mechanism, "AES-256-GCM");
  EXPECT_FALSE(custody.hardware);
  EXPECT_EQ(wait_for(ring->generation(tenant)).value(), 1U);
}

TEST_F(Keys, derives_the_same_key_after_a_restart) {
  const auto owner = OwnerId::random(random);
  ASSERT_TRUE(wait_for(ring->create_owner(tenant, owner)));
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  const auto plain = derived(tenant, "clinical", 1);
  const auto owned = derived(tenant, "clinical", 1, owner);
  EXPECT_EQ(plain.size(), 32U);
  reopen();
  EXPECT_TRUE(same(plain, derived(tenant, "clinical", 1)));
  EXPECT_TRUE(same(owned, derived(tenant, "clinical", 1, owner)));
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
}

TEST_F(Keys, every_ingredient_makes_another_key) {
  const auto owner = OwnerId::random(random);
  const auto other = OwnerId::random(random);
  const auto elsewhere = TenantId::random(random);
  ASSERT_TRUE(wait_for(ring->create_tenant(elsewhere)));
  for (const auto& who : {owner, other}) ASSERT_TRUE(wait_for(ring->create_owner(tenant, who)));
  for (const auto& where : {tenant, elsewhere}) {
    for (const char* use : {"clinical", "message"})
      ASSERT_EQ(wait_for(ring->current(where, use)).value(), 1U);
  }
  std::vector<crypto::SecretBytes> all;
  all.push_back(derived(tenant, "clinical", 1));
  all.push_back(derived(tenant, "message", 1));
  all.push_back(derived(elsewhere, "clinical", 1));
  all.push_back(derived(tenant, "clinical", 1, owner));
  all.push_back(derived(tenant, "clinical", 1, other));
  all.push_back(derived(tenant, "message", 1, owner));
  all.push_back(wait_for(ring->derive(tenant, "clinical", 1, to_bytes(as_bytes("other info")))).value());
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(same(all[i], all[j])) << i << " and " << j;
  }
}

// They are kept once derived: neither asking again nor a restart may give another, nor one that isn't meant.
TEST_F(Keys, keys_for_lookups_stay_what_they_are_and_apart) {
  const auto elsewhere = TenantId::random(random);
  ASSERT_TRUE(wait_for(ring->create_tenant(elsewhere)));
  const auto derive_all = [&] {
    std::vector<crypto::SecretBytes> all;
    for (const auto& where : {tenant, elsewhere}) {
      for (const char* use : {"row", "search"}) {
        EXPECT_EQ(wait_for(ring->current(where, use)).value(), 1U);
        for (const char* info : {"one", "other"}) {
          all.push_back(wait_for(ring->derive(where, use, 1, to_bytes(as_bytes(info)))).value());
        }
      }
    }
    return all;
  };
  const auto first = derive_all();
  const auto again = derive_all();
  reopen();
  const auto later = derive_all();
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_TRUE(same(first[i], again[i])) << i;
    EXPECT_TRUE(same(first[i], later[i])) << i;
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(same(first[i], first[j])) << i << " and " << j;
  }
}

TEST_F(Keys, what_was_never_made_is_absent) {
  const auto owner = OwnerId::random(random);
  const auto stranger = TenantId::random(random);
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  const Bytes info;
  EXPECT_EQ(wait_for(ring->derive(tenant, "clinical", 1, owner, info)).error().code, Code::absent);
  EXPECT_EQ(wait_for(ring->derive(tenant, "clinical", 2, info)).error().code, Code::absent);
  EXPECT_EQ(wait_for(ring->derive(tenant, "clinical", 0, info)).error().code, Code::absent);
  EXPECT_EQ(wait_for(ring->derive(tenant, "message", 1, info)).error().code, Code::absent);
  EXPECT_EQ(wait_for(ring->derive(stranger, "clinical", 1, info)).error().code, Code::absent);
  EXPECT_EQ(wait_for(ring->create_owner(stranger, owner)).error().code, Code::absent);
  EXPECT_EQ(wait_for(ring->current(stranger, "clinical")).error().code, Code::absent);
  EXPECT_EQ(wait_for(ring->generation(stranger)).error().code, Code::absent);
  EXPECT_EQ(wait_for(ring->current(tenant, "No Use")).error().code, Code::invalid);
  EXPECT_EQ(wait_for(ring->current(tenant, "")).error().code, Code::invalid);
}

TEST_F(Keys, making_things_twice_changes_nothing) {
  const auto owner = OwnerId::random(random);
  EXPECT_EQ(wait_for(ring->create_tenant(tenant)).error().code, Code::conflict);
  EXPECT_EQ(wait_for(ring->create_tenant(system_tenant())).error().code, Code::conflict);
  ASSERT_TRUE(wait_for(ring->create_owner(tenant, owner)));
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  const auto before = derived(tenant, "clinical", 1, owner);
  EXPECT_TRUE(wait_for(ring->create_owner(tenant, owner)));
  reopen();
  EXPECT_TRUE(wait_for(ring->create_owner(tenant, owner)));
  EXPECT_EQ(wait_for(ring->create_tenant(tenant)).error().code, Code::conflict);
  EXPECT_TRUE(same(before, derived(tenant, "clinical", 1, owner)));
}

TEST_F(Keys, a_dek_older_than_ninety_days_opens_but_seals_no_more) {
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  const auto first = derived(tenant, "clinical", 1);
  clock.advance(std::chrono::days(90));
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  clock.advance(std::chrono::milliseconds(1));
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 2U);
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 2U);
  EXPECT_FALSE(same(first, derived(tenant, "clinical", 2)));
  EXPECT_TRUE(same(first, derived(tenant, "clinical", 1)));
  reopen();
  EXPECT_TRUE(same(first, derived(tenant, "clinical", 1)));            // loading an old one first …
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 2U);  // … doesn't make it the newest
}

TEST_F(Keys, a_standing_use_never_rotates) {
  for (const char* use : {"row", "search", "store", "audit-sign"}) {
    ASSERT_EQ(wait_for(ring->current(tenant, use)).value(), 1U) << use;
    clock.advance(std::chrono::days(1000));
    EXPECT_EQ(wait_for(ring->current(tenant, use)).value(), 1U) << use;
  }
}

TEST_F(Keys, a_custodian_sees_every_key_but_no_key) {
  ASSERT_EQ(wait_for(ring->current(tenant, "message")).value(), 1U);
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  clock.advance(std::chrono::days(91));
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 2U);
  ASSERT_TRUE(wait_for(ring->create_owner(tenant, OwnerId::random(random))));
  const auto rows = wait_for(ring->describe(tenant)).value();
  ASSERT_EQ(rows.size(), 5U);
  struct Expected {
    std::string purpose;
    Use use;
    Version version;
    bool seals;
    Time created;
  };
  const Time later = start + std::chrono::days(91);
  const Expected expected[] = {{"kek", "", 1, true, start},
                               {"key-file", "", 1, true, start},
                               {"dek", "clinical", 1, false, start},
                               {"dek", "clinical", 2, true, later},
                               {"dek", "message", 1, true, start}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_EQ(rows[i].purpose, expected[i].purpose);
    EXPECT_EQ(rows[i].use, expected[i].use);
    EXPECT_EQ(rows[i].version, expected[i].version);
    EXPECT_EQ(rows[i].seals, expected[i].seals);
    EXPECT_EQ(rows[i].created, expected[i].created);
    EXPECT_EQ(rows[i].commitment.size(), i == 0 ? 6U : 16U);
  }
  EXPECT_NE(rows[2].commitment, rows[3].commitment);
}

TEST_F(Keys, refuses_everything_once_stopped) {
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  ring->stop();
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).error().code, Code::unavailable);
  EXPECT_EQ(wait_for(ring->derive(tenant, "clinical", 1, Bytes())).error().code, Code::unavailable);
  EXPECT_EQ(wait_for(ring->create_owner(tenant, OwnerId::random(random))).error().code, Code::unavailable);
  EXPECT_EQ(wait_for(ring->create_tenant(TenantId::random(random))).error().code, Code::unavailable);
  ring->stop();
}

TEST_F(Keys, one_home_a_process) {
  const TemporaryFolder second;
  EXPECT_EQ(keys::open(Home(second.path()), clock, random).error().code, Code::conflict);
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
}

TEST_F(Keys, the_pin_lies_in_its_file_and_nowhere_else) {
  const auto pin = contents(home.hsm() / "pin");
  EXPECT_EQ(pin.size(), 32U);
  struct stat status{};
  ASSERT_EQ(::stat((home.hsm() / "pin").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  ASSERT_EQ(::stat(home.hsm().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700U);
  EXPECT_NE(contents("/proc/self/cmdline").find("keys_test"), std::string::npos);
  EXPECT_EQ(contents("/proc/self/cmdline").find(pin), std::string::npos);
  EXPECT_EQ(contents("/proc/self/environ").find(pin), std::string::npos);
  bool configured = false;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    configured |= text.starts_with("SOFTHSM2_CONF=");
    EXPECT_EQ(text.find(pin), std::string::npos);
  }
  EXPECT_TRUE(configured) << "else this search finds nothing at all";
  for (const auto& file : fs::recursive_directory_iterator(home.root())) {
    if (file.is_regular_file() && file.path() != home.hsm() / "pin") {
      EXPECT_EQ(contents(file.path()).find(pin), std::string::npos) << file.path();
    }
  }
}

/// Remembers every key that was drawn: what has 32 bytes here is a key.
class Recording final : public Random {
 public:
  void fill(std::span<std::byte> out) override {
    source_.fill(out);
    if (out.size() == 32) keys.emplace_back(out);
  }
  std::vector<crypto::SecretBytes> keys;

 private:
  SystemRandom source_;
};

TEST_F(Custodied, the_home_shows_no_key_and_no_owner) {
  Recording drawn;
  ring = keys::open(home, clock, drawn).value();
  const auto owner = OwnerId::random(random);
  ASSERT_TRUE(wait_for(ring->create_tenant(tenant)));
  ASSERT_TRUE(wait_for(ring->create_owner(tenant, owner)));
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  drawn.keys.push_back(derived(tenant, "clinical", 1, owner));
  ASSERT_EQ(drawn.keys.size(), 6U) << "probe, two key-file keys, owner key, DEK, and what was derived";
  close_home();
  bool tenant_seen = false;
  for (const auto& file : fs::recursive_directory_iterator(home.root())) {
    if (!file.is_regular_file()) continue;
    const auto bytes = contents(file.path());
    EXPECT_EQ(bytes.find(as_text(owner.bytes())), std::string::npos) << file.path();
    EXPECT_EQ(bytes.find(owner.text()), std::string::npos) << file.path();
    for (const auto& key : drawn.keys) {
      EXPECT_EQ(bytes.find(as_text(key.view())), std::string::npos) << file.path();
      EXPECT_EQ(bytes.find(to_hex(key.view())), std::string::npos) << file.path();
    }
    tenant_seen |= bytes.find(as_text(tenant.bytes())) != std::string::npos;
  }
  EXPECT_TRUE(tenant_seen) << "else this search finds nothing at all";
}

}  // namespace
}  // namespace salus::keys
