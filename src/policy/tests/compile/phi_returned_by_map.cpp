// SPDX-License-Identifier: Apache-2.0
// What a function makes of PHI stays PHI.
// rooms: policy
// refused: error: .*(non-scalar type|cannot convert|no viable conversion)
#include "policy/phi.hpp"

#include <string>

salus::policy::Phi<std::size_t> length(const salus::policy::Phi<std::string>& phi) {
#ifdef REFUSED
  const std::size_t size = phi.map([](const std::string& text) { return text.size(); });
  return salus::policy::Phi(size);
#else
  return phi.map([](const std::string& text) { return text.size(); });
#endif
}
