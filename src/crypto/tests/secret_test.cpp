// SPDX-License-Identifier: Apache-2.0
// Secrets can't be printed or copied by accident, lie in locked memory, and leave none of it behind.
#include "crypto/secret.hpp"

#include "base/file.hpp"

#include <fstream>
#include <ostream>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace salus::crypto {
namespace {

template <class T>
concept Streams = requires(std::ostream& out, const T& value) { out << value; };
template <class T>
concept Compares = requires(const T& a, const T& b) { a == b; };
static_assert(Streams<int> && fmt::is_formattable<int>::value && Compares<int>, "the twins that must hold");
static_assert(!Streams<SecretBytes>);
static_assert(!fmt::is_formattable<SecretBytes>::value);
static_assert(!Compares<SecretBytes>);
static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes>);
static_assert(!std::is_convertible_v<ByteView, SecretBytes> && !std::is_convertible_v<SecretBytes, ByteView>);

/// Reads our own memory as a dump would: past the sanitizers, which rightly refuse to look at freed blocks.
Bytes memory_at(const std::byte* address, std::size_t size) {
  const FileHandle memory(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC));
  Bytes seen(size);
  const auto got =
      ::pread(memory.get(), seen.data(), size, static_cast<off_t>(std::bit_cast<std::uintptr_t>(address)));
  EXPECT_EQ(got, static_cast<ssize_t>(size));
  return seen;
}

SecretBytes filled(std::size_t size) {
  SecretBytes secret(size);
  std::ranges::fill(secret.writable(), std::byte{0xa5});
  return secret;
}

TEST(secret, is_wiped_when_it_ends) {
  for (const std::size_t size : {1, 16, 31, 32, 33, 64, 100, 1000, 4096}) {
    const std::byte* where = nullptr;
    {
      const auto secret = filled(size);
      where = secret.view().data();
      EXPECT_EQ(memory_at(where, size), Bytes(size, std::byte{0xa5})) << size;
    }
    EXPECT_EQ(memory_at(where, size), Bytes(size)) << size;
  }
}

TEST(secret, is_wiped_when_it_is_assigned_to) {
  auto secret = filled(48);
  const std::byte* const where = secret.view().data();
  secret = SecretBytes(as_bytes("another"));
  EXPECT_EQ(memory_at(where, 48), Bytes(48));
  EXPECT_EQ(as_text(secret.view()), "another");
}

TEST(secret, moves_without_a_copy_and_leaves_nothing_behind) {
  auto from = filled(40);
  const std::byte* const where = from.view().data();
  const SecretBytes to(std::move(from));
  EXPECT_EQ(to.view().data(), where);
  EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move): what a move leaves is tested
  const auto copy = to.clone();
  EXPECT_NE(copy.view().data(), where);
  EXPECT_TRUE(equal(copy.view(), to.view()));
}

TEST(secret, starts_as_zeros_even_in_reused_memory) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(equal(SecretBytes(64).view(), Bytes(64)));
    filled(64);
  }
}

/// The flags of the mapping that holds `address`: "lo" locked, "dd" not dumped.
std::string mapping_flags(const std::byte* address) {
  std::ifstream maps("/proc/self/smaps");
  bool here = false;
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t low = 0;
    std::uintptr_t high = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx ", &low, &high) == 2) {
      const auto at = std::bit_cast<std::uintptr_t>(address);
      here = low <= at && at < high;
    } else if (here && line.starts_with("VmFlags:")) {
      return line + " ";
    }
  }
  return {};
}

TEST(secret, lies_in_pages_that_are_locked_and_not_dumped) {
  const auto small = filled(32);
  const auto large = filled(100'000);
  for (const auto* secret : {&small, &large}) {
    const auto flags = mapping_flags(secret->view().data());
    EXPECT_NE(flags.find(" dd "), std::string::npos) << flags;
#ifndef __SANITIZE_ADDRESS__  // the sanitizers turn mlock into nothing
    EXPECT_NE(flags.find(" lo "), std::string::npos) << flags;
#endif
  }
  EXPECT_GE(locked_memory().locked, 100'000U);
}

#ifndef __SANITIZE_ADDRESS__  // see above; script/test runs this file without sanitizers too
/// 0 when a secret beyond the limit works, is counted while it lives and no longer.
int exceed_the_limit() {
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_MEMLOCK, &none) != 0) return 1;
  if (::geteuid() == 0 && ::seteuid(65534) != 0) return 2;  // root isn't bound by the limit
  {
    const auto secret = filled(1 << 20);
    if (locked_memory().unlocked < 1 << 20 || secret.view()[77] != std::byte{0xa5}) return 3;
  }
  return locked_memory().unlocked == 0 ? 0 : 4;
}

TEST(secret, goes_on_unlocked_when_the_limit_is_reached) {
  EXPECT_EXIT(std::_Exit(exceed_the_limit()), testing::ExitedWithCode(0), "limit of locked memory");
}
#endif

TEST(secret, many_at_once_don_t_overlap) {
  std::vector<SecretBytes> all;
  for (int i = 0; i < 5000; ++i) {
    all.emplace_back(static_cast<std::size_t>(1 + i % 700));
    std::ranges::fill(all.back().writable(), static_cast<std::byte>(i));
  }
  for (int i = 0; i < 5000; ++i) {
    const auto view = all[static_cast<std::size_t>(i)].view();
    EXPECT_TRUE(std::ranges::all_of(view, [&](std::byte b) { return b == static_cast<std::byte>(i); })) << i;
  }
}

TEST(equal, compares_content_and_length) {
  EXPECT_TRUE(equal(as_bytes("same"), as_bytes("same")));
  EXPECT_FALSE(equal(as_bytes("same"), as_bytes("samE")));
  EXPECT_FALSE(equal(as_bytes("same"), as_bytes("sam")));
  EXPECT_TRUE(equal({}, {}));
}

TEST(forbid_dumps, makes_the_process_undumpable) {
#ifdef __SANITIZE_ADDRESS__
  constexpr int expected = 1;  // the leak check needs to look inside
#else
  constexpr int expected = 0;
#endif
  EXPECT_EXIT((forbid_dumps(), std::_Exit(::prctl(PR_GET_DUMPABLE) == expected ? 0 : 1)),
              testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace salus::crypto
