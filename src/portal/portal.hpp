// SPDX-License-Identifier: Apache-2.0
// The front door of portal: what the pages ask for, each route a row with its policy.
#pragma once

#include "portal/context.hpp"

namespace salus::portal {

/// All of them. `context` must outlive the routes.
std::vector<route::Route> routes(const Context& context);

}  // namespace salus::portal
