// SPDX-License-Identifier: Apache-2.0
// A note's plain text as the XHTML of a FHIR narrative, and back.
#pragma once

#include <string>
#include <string_view>

namespace salus::portal {

/// One `div` (FHIR R4, 2.4.0.1): a blank line begins a new `p`, a line break is a `br`, and what XHTML would
/// read as markup is escaped. Lines may end in LF or CR LF.
std::string narrative_of(std::string_view text);

/// The text that a narrative shows. plain_of(narrative_of(t)) = t for every t with LF line ends.
std::string plain_of(std::string_view narrative);

}  // namespace salus::portal
