// SPDX-License-Identifier: Apache-2.0
// FHIR's REST interactions over the gate: one set of routes for every kind that policy names.
#pragma once

#include "base/random.hpp"
#include "gate/gate.hpp"
#include "route/route.hpp"

#include <vector>

namespace salus::fhir {

struct RouteContext {
  gate::Gate& gate;
  const policy::Rules& rules;
  const Clock& clock;
  Random& random;
};

/// https://hl7.org/fhir/R4/http.html: read, vread, history of an instance, search, create, update (with
/// If-Match only), delete, and the capability statement, which is open to anybody. A kind that isn't served
/// is 404 in all of them. Answers are JSON; failures are OperationOutcomes. `context` must outlive the
/// routes.
std::vector<route::Route> routes(const RouteContext& context);

}  // namespace salus::fhir
