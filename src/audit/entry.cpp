// SPDX-License-Identifier: Apache-2.0
// Names of outcomes.
#include "audit/entry.hpp"

namespace salus::audit {

std::string_view name(Outcome value) {
  switch (value) {
    case Outcome::granted:
      return "granted";
    case Outcome::denied:
      return "denied";
    case Outcome::aborted:
      return "aborted";
  }
  return "unknown";
}

}  // namespace salus::audit
