// SPDX-License-Identifier: Apache-2.0
// The power to look inside PHI can't be made up.
// rooms: policy
// refused: error: .*PhiAccess.*private
#include "policy/phi.hpp"

#include <string>

std::size_t look(const salus::policy::Phi<std::string>& phi, const salus::policy::PhiAccess& access) {
#ifdef REFUSED
  static_cast<void>(access);
  return phi.reveal(salus::policy::PhiAccess{}).size();
#else
  return phi.reveal(access).size();
#endif
}
