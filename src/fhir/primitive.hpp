// SPDX-License-Identifier: Apache-2.0
// What the text of each primitive datatype may be (FHIR R4, Datatypes, 2.24.0.1).
#pragma once

#include "base/json.hpp"

#include <string_view>

namespace salus::fhir {

struct Primitive {
  std::string_view name;
  Json::Shape shape;
  bool (*valid)(std::string_view text);  ///< of a string's characters, or of a number as it was written
};

/// By the name that the definitions give it; null for one that R4 doesn't have.
const Primitive* primitive(std::string_view name);

bool is_id(std::string_view text);

}  // namespace salus::fhir
