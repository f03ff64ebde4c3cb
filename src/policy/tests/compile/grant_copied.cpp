// SPDX-License-Identifier: Apache-2.0
// A grant is spent once, so it can't be copied.
// rooms: policy
// refused: error: .*(deleted|implicitly-deleted)
#include "policy/grant.hpp"

using namespace salus::policy;

Grant<Exact> again(Grant<Exact>& grant) {
#ifdef REFUSED
  return grant;
#else
  return std::move(grant);
#endif
}
