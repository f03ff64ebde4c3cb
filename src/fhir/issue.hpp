// SPDX-License-Identifier: Apache-2.0
// What is wrong with a request, as FHIR's outcome resource tells it.
#pragma once

#include "base/result.hpp"

#include <span>
#include <string>
#include <vector>

namespace salus::fhir {

/// R4's issue types (http://hl7.org/fhir/issue-type), those we use.
enum class IssueCode : std::uint8_t {
  invalid,
  structure,
  required,
  value,
  invariant,
  code_invalid,
  not_supported,
  extension,
  too_long,
  business_rule,
  login,
  forbidden,
  not_found,
  conflict,
  throttled,
  timeout,
  transient,
  exception,
};

/// Holds nothing that a user sent: `expression` is a FHIRPath of defined names and indices, `text` is ours.
struct Issue {
  IssueCode code;
  Literal text;
  std::string expression;
};

/// Why a request was refused: `code` decides the HTTP status. There is at least one issue.
struct Refusal {
  Code code;
  std::vector<Issue> issues;
};
template <class T>
using Taken = std::expected<T, Refusal>;

Refusal refusal(const Error& error);

/// The JSON of an outcome whose issues are all errors.
std::string outcome(std::span<const Issue> issues);

}  // namespace salus::fhir
