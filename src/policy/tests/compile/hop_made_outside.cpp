// SPDX-License-Identifier: Apache-2.0
// Hops come from the map and from nowhere else.
// rooms: policy
// refused: error: .*Hop.*private
#include "policy/hops.hpp"

salus::policy::Hop somewhere() {
#ifdef REFUSED
  return salus::policy::Hop("somewhere", 0, salus::policy::ClassSet::from_bits(~0U));
#else
  return salus::hop::portal_patient;
#endif
}
