// SPDX-License-Identifier: Apache-2.0
// Chance that repeats: the same seed gives the same clinic on every machine.
#pragma once

#include "base/id.hpp"

#include <cstdint>

namespace salus::demo {

/// SplitMix64 (Steele, Lea, Flood 2014). No source of secrets: what it makes is as public as its seed.
class Prng {
 public:
  explicit Prng(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  /// In [0, bound); bound > 0. The bias of the remainder doesn't matter for invented people.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  /// In [least, most].
  int between(int least, int most) {
    return least + static_cast<int>(below(static_cast<std::size_t>(most - least) + 1));
  }
  bool chance(int percent) { return between(1, 100) <= percent; }
  /// In [-width, width).
  double around(double width) { return (static_cast<double>(next() >> 11U) * 0x1p-53 * 2.0 - 1.0) * width; }
  template <class Items>
  const auto& pick(const Items& items) {
    return items[below(items.size())];
  }
  /// 16 bytes; never all zero.
  ByteArray<16> id() {
    ByteArray<16> bytes;
    for (std::size_t half = 0; half < 16; half += 8) {
      const std::uint64_t bits = next();
      for (std::size_t i = 0; i < 8; ++i) bytes[half + i] = static_cast<std::byte>(bits >> (8 * i));
    }
    bytes[0] |= std::byte{1};
    return bytes;
  }

 private:
  std::uint64_t state_;
};

}  // namespace salus::demo
