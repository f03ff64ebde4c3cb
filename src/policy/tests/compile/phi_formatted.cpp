// SPDX-License-Identifier: Apache-2.0
// PHI can't be formatted.
// rooms: policy
// refused: error: static assertion failed.*(Cannot format an argument|formattable)
#include "policy/phi.hpp"

#include <string>

#include <fmt/format.h>

std::string show(const salus::policy::Phi<std::string>& phi, const std::string& plain) {
#ifdef REFUSED
  static_cast<void>(plain);
  return fmt::format("{}", phi);
#else
  static_cast<void>(phi);
  return fmt::format("{}", plain);
#endif
}
