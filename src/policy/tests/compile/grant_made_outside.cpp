// SPDX-License-Identifier: Apache-2.0
// Only the decision makes a grant.
// rooms: policy
// refused: error: .*Grant.*private
#include "policy/grant.hpp"

using namespace salus::policy;

auto make(Grant<Exact>&& given, Circumstance circumstance, salus::Time expires) {
#ifdef REFUSED
  return Grant<Exact>(std::move(circumstance), Exact{}, expires);
#else
  static_cast<void>(circumstance), static_cast<void>(expires);
  return std::move(given);
#endif
}
