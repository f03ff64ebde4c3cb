// SPDX-License-Identifier: Apache-2.0
// Concatenates the features' rows.
#include "portal/portal.hpp"

#include "features.hpp"

namespace salus::portal {

std::vector<route::Route> routes(const Context& context) {
  std::vector<route::Route> all;
  for (const auto feature : {scheduling_routes, news_routes, chart_routes, message_routes, visit_routes,
                             access_routes, oversight_routes}) {
    for (route::Route& row : feature(context)) all.push_back(std::move(row));
  }
  return all;
}

}  // namespace salus::portal
