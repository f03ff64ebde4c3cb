// SPDX-License-Identifier: Apache-2.0
// Public text comes from the program's own vocabulary.
// rooms: policy
// refused: error: .*(no matching|could not convert|constant expression)
#include "policy/phi.hpp"

#include <string>

salus::policy::Public subject_line(const std::string& text) {
#ifdef REFUSED
  return salus::policy::Public(text.c_str());
#else
  static_cast<void>(text);
  return salus::policy::Public("You have a new message");
#endif
}
