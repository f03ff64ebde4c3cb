// SPDX-License-Identifier: Apache-2.0
// Create, update and delete.
#pragma once

#include "fhir/routes.hpp"

namespace salus::fhir {

Task<http::Response> create(const RouteContext& context, route::Call call);
/// With If-Match only: whoever changes a record says which version they saw.
Task<http::Response> update(const RouteContext& context, route::Call call);
Task<http::Response> remove(const RouteContext& context, route::Call call);

}  // namespace salus::fhir
