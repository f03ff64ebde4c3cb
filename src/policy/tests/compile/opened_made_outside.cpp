// SPDX-License-Identifier: Apache-2.0
// Content is opened by records and audit, behind a receipt.
// rooms: policy crypto store keys audit
// refused: error: .*Opened.*private
#include "audit/opened.hpp"
#include "policy/hops.hpp"

#include <string>

using Text = salus::audit::Opened<std::string>;

Text content(salus::policy::Phi<std::string> phi, Text given) {
#ifdef REFUSED
  static_cast<void>(given);
  return Text(salus::hop::portal_patient, std::move(phi));
#else
  static_cast<void>(phi);
  return given;
#endif
}
