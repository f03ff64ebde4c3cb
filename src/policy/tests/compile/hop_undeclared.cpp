// SPDX-License-Identifier: Apache-2.0
// A hop that the map doesn't declare has no name.
// rooms: policy
// refused: error: .*nowhere.*salus::hop
#include "policy/hops.hpp"

salus::policy::Hop destination() {
#ifdef REFUSED
  return salus::hop::nowhere;
#else
  return salus::hop::portal_patient;
#endif
}
