// SPDX-License-Identifier: Apache-2.0
// Derived ids and times.
#include "names.hpp"

#include "crypto/hash.hpp"
#include "fhir/moment.hpp"

#include <algorithm>

namespace salus::portal {

RecordId derived_id(RecordId visit, std::string_view use) {
  const auto hash = crypto::sha256({as_bytes(use), visit.bytes()});
  ByteArray<16> bytes;
  std::copy_n(hash.begin(), bytes.size(), bytes.begin());
  return RecordId(bytes);
}

Result<Time> parse_time(std::string_view text) {
  const auto moment = fhir::parse_moment(text);
  if (!moment || !moment->zoned) return fail(Code::invalid, "portal: not a time with its zone");
  return moment->interval.low;
}

}  // namespace salus::portal
