// SPDX-License-Identifier: Apache-2.0
// An id is an identifier, so it has no way into a log line.
// rooms: policy
// refused: error: no matching (function for call to|constructor for initialization of).*Field
#include "base/id.hpp"
#include "base/log.hpp"

void note(salus::RecordId id, salus::Code code) {
#ifdef REFUSED
  static_cast<void>(code);
  const salus::log::Field field("id", id);
#else
  static_cast<void>(id);
  const salus::log::Field field("code", code);
#endif
  salus::log::info("noted", {field});
}
