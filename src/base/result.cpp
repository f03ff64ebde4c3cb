// SPDX-License-Identifier: Apache-2.0
// Names of the failure codes, as logs and problem documents show them.
#include "base/result.hpp"

namespace salus::base {

std::string_view name(Code code) {
  switch (code) {
    case Code::invalid:
      return "invalid";
    case Code::unauthenticated:
      return "unauthenticated";
    case Code::forbidden:
      return "forbidden";
    case Code::absent:
      return "absent";
    case Code::conflict:
      return "conflict";
    case Code::stale:
      return "stale";
    case Code::too_large:
      return "too_large";
    case Code::unsupported:
      return "unsupported";
    case Code::unprocessable:
      return "unprocessable";
    case Code::too_many:
      return "too_many";
    case Code::timed_out:
      return "timed_out";
    case Code::unavailable:
      return "unavailable";
    case Code::corrupt:
      return "corrupt";
    case Code::internal:
      return "internal";
  }
  std::unreachable();
}

}  // namespace salus::base
