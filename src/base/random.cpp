// SPDX-License-Identifier: Apache-2.0
// Random bytes from the kernel.
#include "base/random.hpp"

#include <cerrno>
#include <cstdlib>

#include <sys/random.h>

namespace salus::base {

void SystemRandom::fill(std::span<std::byte> out) {
  while (!out.empty()) {
    const ssize_t got = ::getrandom(out.data(), out.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) std::abort();
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace salus::base
