// SPDX-License-Identifier: Apache-2.0
// The values that a search parameter sees in a resource, each in the form that its type is compared in.
#pragma once

#include "moment.hpp"
#include "resource.hpp"

#include <string>
#include <vector>

namespace salus::fhir {

/// Where a path led: a value, its type, and the top-level element that it lies in.
struct Found {
  Json::Index at;
  const Type* type;
  const Element* top;
};
std::vector<Found> follow(const Resource& resource, const Path& path);

/// token: system and code. reference: `Kind/id`, or the whole text of what isn't here. uri: the text. string:
/// the text. date: the interval.
struct Value {
  const Element* top;
  std::string system;
  std::string text;
  Interval interval;
};
std::vector<Value> values(const Resource& resource, const Parameter& parameter);

/// What the index stores of a value; sorted, without repetition.
std::vector<std::string> index_words(ParameterType type, const Value& value);

}  // namespace salus::fhir
