// SPDX-License-Identifier: Apache-2.0
// PHI can't be appended to JSON.
// rooms: policy
// refused: error: (no match for .operator\+=|no viable overloaded .\+=)
#include "policy/phi.hpp"

#include <string>

std::string json(const salus::policy::Phi<std::string>& phi, const std::string& plain) {
  std::string out = "{\"name\":\"";
#ifdef REFUSED
  static_cast<void>(plain);
  out += phi;
#else
  static_cast<void>(phi);
  out += plain;
#endif
  return out + "\"}";
}
