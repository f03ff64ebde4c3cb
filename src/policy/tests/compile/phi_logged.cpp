// SPDX-License-Identifier: Apache-2.0
// PHI has no way into a log line.
// rooms: policy
// refused: error: no matching (function for call to|constructor for initialization of).*Field
#include "base/log.hpp"
#include "policy/phi.hpp"

#include <string>

void note(const salus::policy::Phi<std::string>& phi) {
#ifdef REFUSED
  const salus::log::Field field("name", phi);
#else
  const salus::log::Field field("size", sizeof phi);
#endif
  salus::log::info("noted", {field});
}
