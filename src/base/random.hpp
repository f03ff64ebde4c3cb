// SPDX-License-Identifier: Apache-2.0
// Random bytes as a dependency: the kernel's in the product, a seed's in simulations.
#pragma once

#include "base/bytes.hpp"

#include <cstdint>
#include <span>

namespace salus {
inline namespace base {

/// Thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  /// Fills all of `out`; ends the program if the source fails, since nothing safe is left to do.
  virtual void fill(std::span<std::byte> out) = 0;

  std::uint64_t u64() {
    std::uint64_t value;
    fill(std::as_writable_bytes(std::span(&value, 1)));
    return value;
  }
};

/// getrandom(2).
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override;
};

}  // namespace base
}  // namespace salus
