// SPDX-License-Identifier: Apache-2.0
// From a page's words to a record: the resource is built as text, then read back as strictly as a stranger's.
#pragma once

#include "fhir/fhir.hpp"
#include "gate/gate.hpp"
#include "policy/policy.hpp"

#include <string>

namespace salus::portal {

/// The draft of `record.version` of a resource; `json` has neither id nor meta. A resource that FHIR refuses
/// is Code::unprocessable: the words of the page didn't fit.
Result<records::Draft> draft_of(policy::RecordRef record, std::string_view json, const policy::Rules& rules);

/// The change that writes it, for content that came from no request.
Result<records::Change> change_of(policy::RecordRef record, std::string_view json,
                                  const policy::Rules& rules);

}  // namespace salus::portal
