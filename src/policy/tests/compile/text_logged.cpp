// SPDX-License-Identifier: Apache-2.0
// Text that was made at run time has no way into a log line.
// rooms: policy
// refused: error: no matching (function for call to|constructor for initialization of).*Field
#include "base/log.hpp"

#include <string>

void note(const std::string& text) {
#ifdef REFUSED
  const salus::log::Field field("text", text);
#else
  static_cast<void>(text);
  const salus::log::Field field("text", "fixed");
#endif
  salus::log::info("noted", {field});
}
