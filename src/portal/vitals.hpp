// SPDX-License-Identifier: Apache-2.0
// Vital signs as Observations.
#pragma once

#include "context.hpp"
#include "route/route.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salus::portal {

/// A measurement that the page can take: its member in the body, its bounds, its LOINC code and UCUM unit.
struct Measure {
  std::string_view member;
  double least;
  double most;
  std::string_view code;
  std::string_view label;
  std::string_view unit;
  std::string_view ucum;
};
const std::vector<Measure>& measures();

/// Which measures a body holds; Code::invalid for other members, values out of bounds, or none at all. That
/// something was measured is no PHI by itself: the log says so too.
Result<std::vector<Measure>> measured(const policy::Phi<Bytes>& body);

/// The number behind a measure.
Result<double> value_in(ByteView body, const Measure& measure);

/// The resource, without id.
std::string observation_json(const Measure& measure, double value, OwnerId patient, std::string_view at,
                             std::string_view performer);

/// POST /api/v1/patients/{handle}/vitals.
Task<http::Response> record_vitals(const Context& context, route::Call call);

}  // namespace salus::portal
