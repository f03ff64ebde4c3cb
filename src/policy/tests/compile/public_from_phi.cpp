// SPDX-License-Identifier: Apache-2.0
// PHI can't become public text.
// rooms: policy
// refused: error: .*(no matching|could not convert|constant expression)
#include "policy/phi.hpp"

#include <string>

salus::policy::Public subject_line(const salus::policy::Phi<std::string>& phi) {
#ifdef REFUSED
  return salus::policy::Public(phi);
#else
  static_cast<void>(phi);
  return salus::policy::Public("You have a new message");
#endif
}
