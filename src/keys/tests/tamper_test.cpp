// SPDX-License-Identifier: Apache-2.0
// What somebody with the files can do to them is noticed: bytes changed, entries moved, files of another
// home.
#include "custody_fixture.hpp"

#include <sys/stat.h>

namespace salus::keys {
namespace {

namespace fs = std::filesystem;

class Tampered : public Opened {
 protected:
  void SetUp() override {
    open_home();
    ASSERT_TRUE(wait_for(ring->create_tenant(tenant)));
    ASSERT_TRUE(wait_for(ring->create_owner(tenant, owner)));
    for (const char* use : {"clinical", "message"})
      ASSERT_EQ(wait_for(ring->current(tenant, use)).value(), 1U);
    close_home();
  }
  std::optional<Code> opening() {
    auto opened = keys::open(home, clock, random);
    if (!opened) return opened.error().code;
    ring = *std::move(opened);
    return std::nullopt;
  }
  Code deriving(const Use& use) {
    const auto key = wait_for(ring->derive(tenant, use, 1, Bytes()));
    return key ? Code::internal : key.error().code;
  }

  OwnerId owner = OwnerId::random(random);
};

Bytes flipped(Bytes blob, std::size_t at) {
  blob.at(at) ^= std::byte{1};
  return blob;
}

TEST_F(Tampered, an_untouched_home_opens) {
  ASSERT_EQ(opening(), std::nullopt);
  EXPECT_EQ(derived(tenant, "clinical", 1, owner).size(), 32U);
}

TEST_F(Tampered, the_key_file_of_another_home) {
  const TemporaryFolder second;
  const Home other(second.path());
  {
    auto elsewhere = keys::open(other, clock, random).value();
    elsewhere->stop();
  }
  fs::copy_file(other.keys(), home.keys(), fs::copy_options::overwrite_existing);
  EXPECT_EQ(opening(), Code::corrupt);
}

TEST_F(Tampered, the_key_file_of_another_home_without_its_rows) {
  fs::remove(home.keys());
  open_file(home.keys()).value()->stop();
  EXPECT_EQ(opening(), Code::corrupt);
}

TEST_F(Tampered, the_key_file_missing) {
  fs::remove(home.keys());
  EXPECT_EQ(opening(), Code::corrupt);
  EXPECT_FALSE(fs::exists(home.keys())) << "a missing file must not turn into an empty one";
}

TEST_F(Tampered, the_token_replaced) {
  fs::remove_all(home.hsm());
  EXPECT_EQ(opening(), Code::corrupt);
}

TEST_F(Tampered, a_wrong_pin) {
  std::ofstream(home.hsm() / "pin", std::ios::trunc) << "00112233445566778899aabbccddeeff";
  EXPECT_EQ(opening(), Code::corrupt);
}

TEST_F(Tampered, an_empty_pin) {
  const std::ofstream emptied(home.hsm() / "pin", std::ios::trunc);
  EXPECT_EQ(opening(), Code::corrupt);
}

TEST_F(Tampered, the_pin_missing) {
  fs::remove(home.hsm() / "pin");
  EXPECT_EQ(opening(), Code::corrupt);
  EXPECT_FALSE(fs::exists(home.hsm() / "pin")) << "no PIN of ours would fit that token";
}

TEST_F(Tampered, a_pin_that_others_may_read) {
  fs::permissions(home.hsm() / "pin", fs::perms::group_read, fs::perm_options::add);
  EXPECT_EQ(opening(), Code::forbidden);
  fs::permissions(home.hsm() / "pin", fs::perms::group_read, fs::perm_options::remove);
  EXPECT_EQ(opening(), std::nullopt);
}

TEST_F(Tampered, a_byte_of_a_wrapped_dek) {
  const auto row = row_of(tenant, Purpose::dek, "clinical");
  overwrite(tenant, row,
            flipped(row.blob, row.blob.size() - 8));  // the tag; the recovery slot's length follows
  ASSERT_EQ(opening(), std::nullopt);
  EXPECT_EQ(deriving("clinical"), Code::corrupt);
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).error().code, Code::corrupt);
  EXPECT_EQ(derived(tenant, "message", 1).size(), 32U);
}

TEST_F(Tampered, a_byte_of_an_owner_key) {
  const auto row = row_of(tenant, Purpose::owner);
  overwrite(tenant, row, flipped(row.blob, row.blob.size() - 8));
  ASSERT_EQ(opening(), std::nullopt);
  EXPECT_EQ(wait_for(ring->derive(tenant, "clinical", 1, owner, Bytes())).error().code, Code::corrupt);
  EXPECT_EQ(wait_for(ring->create_owner(tenant, owner)).error().code, Code::corrupt);
}

TEST_F(Tampered, a_byte_of_a_key_file_key) {
  const auto row = row_of(tenant, Purpose::key_file);
  for (std::size_t back : {8U, 40U, 60U}) {
    overwrite(tenant, row, flipped(row.blob, row.blob.size() - back));
    EXPECT_EQ(opening(), Code::corrupt) << back;
  }
}

TEST_F(Tampered, an_entry_under_another_row) {
  overwrite(tenant, row_of(tenant, Purpose::dek, "message"), row_of(tenant, Purpose::dek, "clinical").blob);
  ASSERT_EQ(opening(), std::nullopt);
  EXPECT_EQ(deriving("message"), Code::corrupt);
  EXPECT_EQ(derived(tenant, "clinical", 1).size(), 32U);
}

TEST_F(Tampered, an_owner_key_under_another_owner) {
  const auto victim = OwnerId::random(random);
  const auto first = row_of(tenant, Purpose::owner);
  ASSERT_EQ(opening(), std::nullopt);
  ASSERT_TRUE(wait_for(ring->create_owner(tenant, victim)));
  close_home();
  for (const auto& row : rows(tenant)) {
    const bool is_owner = decode(row.blob).value().label.purpose == Purpose::owner;
    if (is_owner && row.key != first.key) overwrite(tenant, row, first.blob);
  }
  ASSERT_EQ(opening(), std::nullopt);
  EXPECT_EQ(wait_for(ring->derive(tenant, "clinical", 1, victim, Bytes())).error().code, Code::corrupt);
  EXPECT_EQ(derived(tenant, "clinical", 1, owner).size(), 32U);
}

TEST_F(Tampered, an_old_dek_in_the_place_of_a_new_one) {
  clock.advance(std::chrono::days(91));
  const auto old = row_of(tenant, Purpose::dek, "clinical");
  auto later = old;
  later.version = 2;
  {
    auto file = open_file(home.keys()).value();
    store::Batch batch;
    batch.tenant = tenant;
    batch.id = BatchId::random(random);
    batch.puts.push_back({later, {}});
    ASSERT_TRUE(wait_for(file->commit(std::move(batch))));
  }
  ASSERT_EQ(opening(), std::nullopt);
  EXPECT_EQ(wait_for(ring->derive(tenant, "clinical", 2, Bytes())).error().code, Code::corrupt);
  EXPECT_EQ(wait_for(ring->current(tenant, "clinical")).error().code, Code::corrupt);
}

}  // namespace
}  // namespace salus::keys
