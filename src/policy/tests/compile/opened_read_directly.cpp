// SPDX-License-Identifier: Apache-2.0
// What was opened leaves by disclose, and by nothing else.
// rooms: policy crypto store keys audit
// refused: error: .*content_.*private
#include "audit/opened.hpp"

#include <string>

auto shaped(salus::audit::Opened<std::string> opened) {
#ifdef REFUSED
  return opened.content_;
#else
  return std::move(opened).shape([](std::string text) { return text.size(); });
#endif
}
