// SPDX-License-Identifier: Apache-2.0
// Names for people who don't exist.
#pragma once

#include "prng.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace salus::demo {

enum class Sex : std::uint8_t { female, male };

struct Name {
  std::string given;
  std::string family;
  Sex sex = Sex::female;
  std::string text() const { return given + " " + family; }
};

enum class Names : std::uint8_t { mixed, spanish };

/// `count` names, no two alike; at most 30.
std::vector<Name> invent_names(Prng& random, Names names, std::size_t count);

}  // namespace salus::demo
