// SPDX-License-Identifier: Apache-2.0
// Reads a request's body inside its wrapping, and lets out what is no PHI: handles, versions, choices.
#pragma once

#include "base/json_fields.hpp"
#include "policy/phi.hpp"

#include <initializer_list>
#include <optional>
#include <string>

namespace salus::portal {

/// The opaque handle or fixed word that a member holds: at most 120 characters of base64url or `_`. Free text
/// never gets out this way: anything else is Code::invalid.
Result<std::optional<std::string>> token_member(const policy::Phi<Bytes>& body, std::string_view member,
                                                std::initializer_list<std::string_view> known);
/// A whole number such as a version.
Result<std::optional<std::uint64_t>> number_member(const policy::Phi<Bytes>& body, std::string_view member,
                                                   std::initializer_list<std::string_view> known);

}  // namespace salus::portal
