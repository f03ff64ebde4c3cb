// SPDX-License-Identifier: Apache-2.0
// From an opened record back to the bytes of a resource.
#pragma once

#include "fhir/split.hpp"
#include "records/document.hpp"

#include <optional>
#include <string>

namespace salus::fhir {

/// Pure; one concatenation of the members as they were written. What the record knows comes first: kind, id,
/// version and time. Where classes are withheld `meta.tag` says SUBSETTED. Nothing at all when a withheld
/// class may hold a mandatory or a modifier element, since the rest could then be misread: say that something
/// is withheld.
Result<std::optional<std::string>> join(const records::Document& document, const ClassOf& class_of);

/// The same without that rule and tag, for a reader inside that compares and never discloses.
std::string joined(const records::Document& document);

}  // namespace salus::fhir
