// SPDX-License-Identifier: Apache-2.0
// A receipt means that the entry is on disk; only audit says so.
// rooms: policy crypto store keys audit
// refused: error: .*Receipt.*private
#include "audit/receipt.hpp"

using salus::audit::Receipt;
using salus::policy::Exact;

Receipt<Exact> proof(salus::policy::Grant<Exact> grant, Receipt<Exact> given) {
#ifdef REFUSED
  static_cast<void>(given);
  return Receipt<Exact>(std::move(grant), 7);
#else
  static_cast<void>(grant);
  return given;
#endif
}
