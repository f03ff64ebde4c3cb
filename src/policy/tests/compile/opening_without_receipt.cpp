// SPDX-License-Identifier: Apache-2.0
// Opening a record takes the receipt of its audit entry.
// rooms: policy crypto store keys audit records
// refused: error: .*(no matching|cannot convert|could not convert|no viable conversion)
#include "records/records.hpp"

using salus::audit::Receipt;
using salus::policy::Exact;
using salus::policy::Grant;

auto open(salus::records::Vault& vault, Grant<Exact> grant, Receipt<Exact> receipt,
          std::vector<salus::records::Sealed> sealed) {
#ifdef REFUSED
  static_cast<void>(receipt);
  return vault.open(std::move(grant), std::move(sealed));
#else
  static_cast<void>(grant);
  return vault.open(std::move(receipt), std::move(sealed));
#endif
}
