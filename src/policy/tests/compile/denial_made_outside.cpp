// SPDX-License-Identifier: Apache-2.0
// Only the decision makes a denial: what the log shows as refused was refused.
// rooms: policy
// refused: error: .*Denial.*private
#include "policy/grant.hpp"

using namespace salus::policy;

Denial make(Denial given, Circumstance circumstance) {
#ifdef REFUSED
  return Denial(std::move(circumstance), std::vector<RecordRef>(), salus::Code::absent);
#else
  static_cast<void>(circumstance);
  return given;
#endif
}
