// SPDX-License-Identifier: Apache-2.0
// PHI can't be streamed.
// rooms: policy
// refused: error: (no match for .operator<<|invalid operands to binary expression)
#include "policy/phi.hpp"

#include <iostream>
#include <string>

void show(const salus::policy::Phi<std::string>& phi, const std::string& plain) {
#ifdef REFUSED
  static_cast<void>(plain);
  std::cout << phi;
#else
  static_cast<void>(phi);
  std::cout << plain;
#endif
}
