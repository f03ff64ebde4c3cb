// SPDX-License-Identifier: Apache-2.0
// The XHTML of a narrative: what R4 allows in it (2.4.0.1), so that no active content is ever stored.
#pragma once

#include <string_view>

namespace salus::fhir {

/// One `div` element, well formed, with nothing but the formatting elements and attributes of R4's list: no
/// script, no form, no event, no style sheet, no link but http, https, mailto, tel, a fragment or a path, no
/// image but inline.
bool is_narrative(std::string_view text);

}  // namespace salus::fhir
