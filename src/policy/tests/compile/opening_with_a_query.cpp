// SPDX-License-Identifier: Apache-2.0
// The receipt of a search permits looking, not opening.
// rooms: policy crypto store keys audit records
// refused: error: .*(no matching|cannot convert|could not convert|no viable conversion)
#include "records/records.hpp"

using salus::audit::Receipt;

auto open(salus::records::Vault& vault, Receipt<salus::policy::Query> looked,
          Receipt<salus::policy::Exact> receipt, std::vector<salus::records::Sealed> sealed) {
#ifdef REFUSED
  static_cast<void>(receipt);
  return vault.open(std::move(looked), std::move(sealed));
#else
  static_cast<void>(looked);
  return vault.open(std::move(receipt), std::move(sealed));
#endif
}
