// SPDX-License-Identifier: Apache-2.0
// The FHIR datatypes that every resource of the demo is put together from.
#pragma once

#include "base/id.hpp"
#include "base/json_writer.hpp"
#include "base/rfc3339.hpp"

#include <string>
#include <string_view>

namespace salus::demo {

struct Coding {
  std::string_view system;
  std::string_view code;
  std::string_view display = {};
};

/// An object with its resourceType; the caller ends it.
JsonWriter resource(std::string_view kind);

/// `"system":…,"code":…,"display":…` as an object.
void coding(JsonWriter& json, const Coding& coding);
/// A CodeableConcept, as a value.
void codeable(JsonWriter& json, const Coding& coding, std::string_view text = {});
/// A CodeableConcept of words alone, as a value.
void worded(JsonWriter& json, std::string_view text);
/// A Reference, as a value.
void reference(JsonWriter& json, std::string_view kind, RecordId id, std::string_view display = {});
/// A generated Narrative of paragraphs, as a value; what XHTML would read as markup is escaped.
void narrative(JsonWriter& json, std::initializer_list<std::string_view> paragraphs);

}  // namespace salus::demo
