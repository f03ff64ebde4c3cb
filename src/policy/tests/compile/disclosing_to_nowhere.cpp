// SPDX-License-Identifier: Apache-2.0
// Disclosure names a hop of the map.
// rooms: policy crypto store keys audit records
// refused: error: .*nowhere.*salus::hop
#include "policy/hops.hpp"
#include "records/records.hpp"

salus::Result<salus::Bytes> send(salus::audit::Opened<salus::Bytes> opened) {
#ifdef REFUSED
  return salus::records::disclose(std::move(opened), salus::hop::nowhere);
#else
  return salus::records::disclose(std::move(opened), salus::hop::portal_patient);
#endif
}
