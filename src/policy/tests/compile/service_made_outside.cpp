// SPDX-License-Identifier: Apache-2.0
// A service comes from identity, after its proof.
// rooms: policy
// refused: error: .*Service.*private
#include "policy/subject.hpp"

salus::policy::Subject subject(salus::policy::Service proved) {
#ifdef REFUSED
  return salus::policy::Service();
#else
  return proved;
#endif
}
