// SPDX-License-Identifier: Apache-2.0
// A person comes from identity, after two factors.
// rooms: policy
// refused: error: .*Person.*private
#include "policy/subject.hpp"

salus::policy::Subject subject(salus::policy::Person signed_in) {
#ifdef REFUSED
  return salus::policy::Person();
#else
  return signed_in;
#endif
}
