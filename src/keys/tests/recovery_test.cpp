// SPDX-License-Identifier: Apache-2.0
// What a crash or a lost answer leaves half done is completed, and reads do without the HSM.
#include "custody_fixture.hpp"

namespace salus::keys {
namespace {

namespace fs = std::filesystem;
using Recovery = Opened;

TEST_F(Recovery, a_crash_before_the_first_row) {
  {
    const auto half = Token::open(home, random).value();
    open_file(home.keys()).value()->stop();
    ASSERT_TRUE(half->provide_kek({.tenant = system_tenant(), .generation = 1}));
  }
  open_home();
  EXPECT_EQ(wait_for(ring->current(system_tenant(), "store")).value(), 1U);
}

TEST_F(Recovery, a_crash_between_token_and_pin) {
  ASSERT_TRUE(configure_softhsm(home));
  const auto pin = token_pin(home, random).value();
  {
    const auto module = Module::open(find_softhsm().value()).value();
    const auto officer = to_hex(ByteView(crypto::hmac_sha256(pin, as_bytes("salus/so-pin/v1"))).first(16));
    std::array<unsigned char, 32> label;
    label.fill(' ');
    std::ranges::copy(token_label, label.begin());
    ASSERT_EQ(module->C_InitToken(module.blank_slot().value(), raw(as_bytes(officer)), officer.size(),
                                  label.data()),
              CKR_OK);
  }
  open_home();
  ASSERT_TRUE(wait_for(ring->create_tenant(tenant)));
}

TEST_F(Recovery, a_crash_before_the_token) {
  ASSERT_TRUE(configure_softhsm(home));
  const auto pin = token_pin(home, random).value();
  open_home();
  EXPECT_EQ(contents(home.hsm() / "pin"), as_text(pin.view()));
}

TEST_F(Recovery, a_tenant_whose_row_was_never_written) {
  open_home();
  close_home();
  const KekName name{.tenant = tenant, .generation = 1};
  {
    const auto half = Token::open(home, random).value();
    ASSERT_TRUE(half->provide_kek(name));
  }
  open_parts();
  const auto mark = token->check_value(name).value();
  EXPECT_EQ(wait_for(ring->generation(tenant)).error().code, Code::absent);
  ASSERT_TRUE(wait_for(ring->create_tenant(tenant)));
  EXPECT_EQ(token->check_value(name).value(), mark) << "the KEK that was there is taken, not doubled";
  EXPECT_EQ(token->keks().value().size(), 2U);
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
}

TEST_F(Recovery, a_tenant_whose_answer_was_lost) {
  open_parts();
  faults->lose_answers = 1;
  EXPECT_EQ(wait_for(ring->create_tenant(tenant)).error().code, Code::unavailable);
  EXPECT_EQ(wait_for(ring->create_tenant(tenant)).error().code, Code::conflict);
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  const auto before = derived(tenant, "clinical", 1);
  reopen();
  EXPECT_TRUE(same(before, derived(tenant, "clinical", 1)));
}

TEST_F(Recovery, a_tenant_whose_commit_failed) {
  open_parts();
  faults->refuse = 1;
  EXPECT_EQ(wait_for(ring->create_tenant(tenant)).error().code, Code::unavailable);
  EXPECT_EQ(wait_for(ring->generation(tenant)).error().code, Code::absent);
  EXPECT_TRUE(wait_for(ring->create_tenant(tenant)));
}

TEST_F(Recovery, keys_whose_answers_were_lost) {
  open_parts();
  ASSERT_TRUE(wait_for(ring->create_tenant(tenant)));
  const auto owner = OwnerId::random(random);
  faults->lose_answers = 1;
  EXPECT_EQ(wait_for(ring->create_owner(tenant, owner)).error().code, Code::unavailable);
  EXPECT_TRUE(wait_for(ring->create_owner(tenant, owner)));
  faults->lose_answers = 1;
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).error().code, Code::unavailable);
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  const auto before = derived(tenant, "clinical", 1, owner);
  reopen();
  EXPECT_TRUE(same(before, derived(tenant, "clinical", 1, owner)));
}

TEST_F(Recovery, a_key_that_isn_t_durable_is_never_handed_out) {
  open_parts();
  ASSERT_TRUE(wait_for(ring->create_tenant(tenant)));
  const auto owner = OwnerId::random(random);
  faults->refuse = 2;
  EXPECT_EQ(wait_for(ring->create_owner(tenant, owner)).error().code, Code::unavailable);
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).error().code, Code::unavailable);
  EXPECT_EQ(wait_for(ring->derive(tenant, "clinical", 1, Bytes())).error().code, Code::absent);
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  EXPECT_EQ(wait_for(ring->derive(tenant, "clinical", 1, owner, Bytes())).error().code, Code::absent);
}

TEST_F(Recovery, reads_do_without_the_hsm) {
  open_parts();
  ASSERT_TRUE(wait_for(ring->create_tenant(tenant)));
  const auto owner = OwnerId::random(random);
  ASSERT_TRUE(wait_for(ring->create_owner(tenant, owner)));
  ASSERT_EQ(wait_for(ring->current(tenant, "clinical")).value(), 1U);
  close_home();
  open_parts();
  token->close();  // nothing is cached yet but the key-file keys
  EXPECT_EQ(derived(tenant, "clinical", 1, owner).size(), 32U);
  EXPECT_EQ(wait_for(ring->current(tenant, "message")).value(), 1U);
  EXPECT_EQ(wait_for(ring->create_tenant(TenantId::random(random))).error().code, Code::unavailable);
}

}  // namespace
}  // namespace salus::keys
