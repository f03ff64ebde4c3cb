// SPDX-License-Identifier: Apache-2.0
// What this server can do, from the same tables that make it do it.
#pragma once

#include "base/clock.hpp"
#include "policy/rules.hpp"

#include <string>
#include <string_view>

namespace salus::fhir {

/// Whether the REST routes know a kind: R4 defines it, classes.toml offers it on /fhir, and roles.toml lets
/// somebody do something with it there. Others are "resource type not supported"
/// (https://hl7.org/fhir/R4/http.html), which is public knowledge and the same for everybody.
bool serves(const policy::Rules& rules, std::string_view kind);

/// FHIR's statement of capabilities, for an instance that has run with these rules since `date`. An
/// interaction stands there when some role may do it; which, roles.toml says. No PHI.
std::string capability_statement(const policy::Rules& rules, Time date);

}  // namespace salus::fhir
