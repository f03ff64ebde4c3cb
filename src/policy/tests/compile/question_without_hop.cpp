// SPDX-License-Identifier: Apache-2.0
// Nothing is asked without saying where the answer goes.
// rooms: policy
// refused: error: .*(could not convert|no default constructor|no matching).*(Hop|Asked)
#include "policy/decide.hpp"
#include "policy/hops.hpp"

salus::policy::Asked question(salus::Time now) {
#ifdef REFUSED
  return {.action = salus::policy::Action::read, .now = now};
#else
  return {.action = salus::policy::Action::read, .hop = salus::hop::portal_patient, .now = now};
#endif
}
