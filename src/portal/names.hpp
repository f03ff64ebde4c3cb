// SPDX-License-Identifier: Apache-2.0
// Ids that follow from other ids, and times as the schema writes them.
#pragma once

#include "base/id.hpp"
#include "base/rfc3339.hpp"

#include <string>
#include <string_view>

namespace salus::portal {

/// The id of the relation that belongs to a visit: the same for the same visit and use.
RecordId derived_id(RecordId visit, std::string_view use);

/// Accepts what FHIR writes as instant or dateTime with a zone.
Result<Time> parse_time(std::string_view text);

}  // namespace salus::portal
