// SPDX-License-Identifier: Apache-2.0
// PHI can't be compared: equal or not would be a disclosure.
// rooms: policy
// refused: error: (no match for .operator==|invalid operands to binary expression)
#include "policy/phi.hpp"

#include <string>

bool same(const salus::policy::Phi<std::string>& a, const salus::policy::Phi<std::string>& b) {
#ifdef REFUSED
  return a == b;
#else
  return &a == &b;
#endif
}
