// SPDX-License-Identifier: Apache-2.0
// The two rows of health.
#include "health.hpp"

namespace salus {
namespace {

Task<http::Response> runs(route::OpenCall) {
  co_return http::Response::text(200, "ok\n");
}

Task<http::Response> ready(Runtime& runtime) {
  const auto fit = co_await runtime.ready();
  if (!fit) co_return fail(Code::unavailable, "main: not ready");
  co_return http::Response::text(200, "ok\n");
}

}  // namespace

std::vector<route::Route> health_routes(Runtime& runtime) {
  const auto asked = [&runtime](route::OpenCall) { return ready(runtime); };
  return {{http::Method::get, "/healthz", route::Open{"says only that the program runs", runs}},
          {http::Method::get, "/readyz", route::Open{"says only whether requests can be served", asked}}};
}

}  // namespace salus
