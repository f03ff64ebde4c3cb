// SPDX-License-Identifier: Apache-2.0
// A hop that is declared absent has no name either.
// rooms: policy
// refused: error: .*application_analytics.*salus::hop
#include "policy/hops.hpp"

salus::policy::Hop destination() {
#ifdef REFUSED
  return salus::hop::application_analytics;
#else
  return salus::hop::application_store;
#endif
}
