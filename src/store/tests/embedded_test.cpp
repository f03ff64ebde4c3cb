// SPDX-License-Identifier: Apache-2.0
// The embedded engine, keyed and plain, held to the contract; and its file: mode, key, version, owner,
// contents.
#include "base/file.hpp"
#include "conformance.hpp"
#include "sql.hpp"

#include <fstream>

#include <sys/stat.h>

namespace salus::store {
namespace {

std::unique_ptr<Store> open_in(const std::filesystem::path& folder, const crypto::SecretBytes& key) {
  auto store = open_embedded(folder / "store.db", key);
  if (!store) ADD_FAILURE() << store.error().context.view();
  return store ? *std::move(store) : nullptr;
}

INSTANTIATE_TEST_SUITE_P(
    embedded, Conformance,
    testing::Values(Engine{"sealed", [](const auto& folder) { return open_in(folder, store_key()); }},
                    Engine{"plain",
                           [](const auto& folder) { return open_in(folder, crypto::SecretBytes()); }}),
    [](const auto& engine) { return engine.param.name; });

class EmbeddedFile : public testing::Test {
 protected:
  std::filesystem::path file() const { return folder_.path() / "store.db"; }
  Code open_code(const crypto::SecretBytes& key) { return code_of(open_embedded(file(), key)); }
  TemporaryFolder folder_;
  const TenantId tenant_ = tenant(1);
};

TEST_F(EmbeddedFile, every_file_is_for_its_owner_alone) {
  const auto store = open_in(folder_.path(), store_key());
  ASSERT_TRUE(await(store->commit(one(tenant_, put(key(1), 1)))));
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    ++files;
    struct stat status{};
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600U) << entry.path();
  }
  EXPECT_EQ(files, 4);  // main, -wal, -shm, -lock
}

TEST_F(EmbeddedFile, a_clean_stop_leaves_all_in_one_file) {
  auto store = open_in(folder_.path(), store_key());
  ASSERT_TRUE(await(store->commit(one(tenant_, put(key(1), 1, "kept")))));
  store->stop();
  EXPECT_FALSE(std::filesystem::exists(file().string() + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(file().string() + "-shm"));
  store = open_in(folder_.path(), store_key());
  EXPECT_EQ(as_text(await(store->get(tenant_, {key(1)}))->front()->blob), "kept");
}

TEST_F(EmbeddedFile, a_wrong_or_missing_key_opens_nothing) {
  open_in(folder_.path(), store_key())->stop();
  auto wrong = store_key();
  wrong.writable()[31] ^= std::byte{1};
  EXPECT_EQ(open_code(wrong), Code::corrupt);
  EXPECT_EQ(open_code(crypto::SecretBytes()), Code::corrupt);
  EXPECT_EQ(open_code(crypto::SecretBytes(31)), Code::invalid);
  EXPECT_EQ(open_code(store_key()), Code::internal);  // it opened: nothing was harmed
}

TEST_F(EmbeddedFile, a_plain_file_does_not_open_as_a_sealed_one) {
  open_in(folder_.path(), crypto::SecretBytes())->stop();
  EXPECT_EQ(open_code(store_key()), Code::corrupt);
}

TEST_F(EmbeddedFile, tables_of_another_version_are_refused) {
  open_in(folder_.path(), crypto::SecretBytes())->stop();
  for (const char* mark : {"PRAGMA user_version = 99", "PRAGMA user_version = 0"}) {
    ASSERT_TRUE(Connection::open(file(), crypto::SecretBytes())->run(mark));
    EXPECT_EQ(open_code(crypto::SecretBytes()), Code::unsupported) << mark;
  }
}

TEST_F(EmbeddedFile, a_second_owner_is_refused_until_the_first_has_stopped) {
  const auto store = open_in(folder_.path(), store_key());
  EXPECT_EQ(open_code(store_key()), Code::unavailable);
  ASSERT_TRUE(await(store->commit(one(tenant_, put(key(1), 1)))));
  store->stop();
  EXPECT_EQ(open_code(store_key()), Code::internal);
}

TEST_F(EmbeddedFile, a_flipped_byte_is_corrupt_not_an_answer) {
  auto store = open_in(folder_.path(), store_key());
  for (std::uint32_t i = 0; i < 50; ++i) {
    ASSERT_TRUE(await(store->commit(one(tenant_, put(key(i), 1, std::string(2'048, 'x'))))));
  }
  store->stop();
  const auto size = std::filesystem::file_size(file());
  std::fstream raw(file(), std::ios::in | std::ios::out | std::ios::binary);
  for (std::uintmax_t page = 2; page * 8'192 < size; ++page) {  // pages 1 and 2 stay, so that it opens
    raw.seekp(static_cast<std::streamoff>(page * 8'192 + 4'000));
    raw.put('!');
  }
  raw.close();
  const auto reopened = open_embedded(file(), store_key());
  const auto rows = reopened ? await((*reopened)->scan(tenant_, {})) : fail(Code::corrupt, "at open");
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().code, Code::corrupt);
}

// Everything that was written to the folder, whatever its name.
std::string dump(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    all += as_text(read_file(entry.path(), std::size_t{1} << 30).value());
  }
  return all;
}

TEST_F(EmbeddedFile, a_dump_shows_neither_contents_nor_what_kind_of_file_it_is) {
  const std::string canary = "canary-7c1f0e52-body";
  for (const bool sealed : {true, false}) {
    TemporaryFolder folder;
    const auto store = open_in(folder.path(), sealed ? store_key() : crypto::SecretBytes());
    ASSERT_TRUE(await(store->commit(one(tenant_, put(key(1), 1, canary)))));
    const auto running = dump(folder.path());
    store->stop();
    const auto stopped = dump(folder.path());
    for (const auto& bytes : {running, stopped}) {
      // The plain file proves that the search finds what is there.
      EXPECT_EQ(bytes.find(canary) == std::string::npos, sealed);
      EXPECT_EQ(bytes.find("SQLite format 3") == std::string::npos, sealed);
      EXPECT_EQ(bytes.find("CREATE TABLE") == std::string::npos, sealed);
    }
  }
}

}  // namespace
}  // namespace salus::store
