// SPDX-License-Identifier: Apache-2.0
// The operational log is its owner's alone, the folders above it included.
#include "base/log.hpp"

#include <sys/stat.h>

namespace salus {
namespace {

mode_t mode_of(const std::filesystem::path& path) {
  struct stat found{};
  EXPECT_EQ(::stat(path.c_str(), &found), 0) << path;
  return found.st_mode & 0777;
}

TEST(log, makes_home_and_folder_for_their_owner_alone) {
  std::string name = (std::filesystem::temp_directory_path() / "salus-log-XXXXXX").string();
  const std::filesystem::path above(::mkdtemp(name.data()));
  const auto home = above / "home";
  const mode_t before = ::umask(0);
  const auto opened = log::open(home / "log");
  ::umask(before);
  ASSERT_TRUE(opened);
  EXPECT_EQ(mode_of(home), 0700U);
  EXPECT_EQ(mode_of(home / "log"), 0700U);
  EXPECT_EQ(mode_of(home / "log" / "salus.log"), 0600U);
  std::filesystem::remove_all(above);
}

}  // namespace
}  // namespace salus
