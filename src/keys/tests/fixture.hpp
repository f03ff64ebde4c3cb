// SPDX-License-Identifier: Apache-2.0
// A clinic's home that lasts as long as a test, with a real SoftHSM token inside.
#pragma once

#include "base/random.hpp"
#include "blocking.hpp"
#include "keys/keys.hpp"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace salus::keys {

/// A folder that is removed with all it holds.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "salus-keys-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline bool same(const crypto::SecretBytes& a, const crypto::SecretBytes& b) {
  return !a.empty() && crypto::equal(a.view(), b.view());
}

/// Runs a task to its end on a loop that outlives whatever the test opens and closes.
template <class T>
Result<T> wait_for(Task<T> task) {
  static BlockingLoop& loop = *new BlockingLoop;
  return loop.wait(std::move(task));
}

class Custodied : public testing::Test {
 protected:
  static constexpr Time start{std::chrono::hours(24 * 20'000)};

  void open_home() {
    auto opened = keys::open(home, clock, random);
    ASSERT_TRUE(opened) << opened.error().context.view();
    ring = *std::move(opened);
  }
  void close_home() {
    ring->stop();
    ring.reset();
  }
  void reopen() {
    close_home();
    open_home();
  }
  crypto::SecretBytes derived(TenantId of, Use use, Version version) {
    auto key = wait_for(ring->derive(of, std::move(use), version, to_bytes(as_bytes("info"))));
    EXPECT_TRUE(key) << key.error().context.view();
    return key ? *std::move(key) : crypto::SecretBytes();
  }
  crypto::SecretBytes derived(TenantId of, Use use, Version version, OwnerId owner) {
    auto key = wait_for(ring->derive(of, std::move(use), version, owner, to_bytes(as_bytes("info"))));
    EXPECT_TRUE(key) << key.error().context.view();
    return key ? *std::move(key) : crypto::SecretBytes();
  }

  SystemRandom random;
  ManualClock clock{start};
  TemporaryFolder folder;
  Home home{folder.path()};
  TenantId tenant = TenantId::random(random);
  std::unique_ptr<Keyring> ring;
};

}  // namespace salus::keys
