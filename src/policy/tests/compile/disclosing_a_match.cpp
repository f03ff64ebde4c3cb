// SPDX-License-Identifier: Apache-2.0
// Matches of a search can't be disclosed.
// rooms: policy crypto store keys audit records
// refused: error: .*(no matching|could not convert|no viable conversion)
#include "policy/hops.hpp"
#include "records/records.hpp"

salus::Result<salus::Bytes> send(salus::records::Matches matches, salus::audit::Opened<salus::Bytes> opened) {
#ifdef REFUSED
  static_cast<void>(opened);
  return salus::records::disclose(std::move(matches), salus::hop::portal_patient);
#else
  static_cast<void>(matches);
  return salus::records::disclose(std::move(opened), salus::hop::portal_patient);
#endif
}
