// SPDX-License-Identifier: Apache-2.0
// An error holds fixed words, never what a user sent.
// rooms: policy
// refused: error: (could not convert|no matching function for call to .fail)
#include "base/result.hpp"

#include <string>

salus::Result<int> refuse(const std::string& text) {
#ifdef REFUSED
  return salus::fail(salus::Code::invalid, text);
#else
  static_cast<void>(text);
  return salus::fail(salus::Code::invalid, "room: fixed words");
#endif
}
