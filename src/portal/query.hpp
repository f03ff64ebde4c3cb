// SPDX-License-Identifier: Apache-2.0
// A portal's search, written in FHIR's own parameters so that both front ends look things up in one way.
#pragma once

#include "gate/gate.hpp"
#include "policy/policy.hpp"

#include <string>
#include <utility>
#include <vector>

namespace salus::portal {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Across the tenant.
Result<gate::Search> query(const policy::Rules& rules, std::string_view kind, const Parameters& parameters);
/// Everything of a kind that one owner has.
Result<gate::Search> query(const policy::Rules& rules, std::string_view kind, OwnerId compartment,
                           const Parameters& parameters = {});
/// The same of each of these; none would mean everybody, so the caller asks nothing then.
Result<gate::Search> query(const policy::Rules& rules, std::string_view kind, std::vector<OwnerId> owners,
                           const Parameters& parameters = {});
/// Records by id.
Result<gate::Search> query(std::string_view kind, std::vector<RecordId> ids);

}  // namespace salus::portal
