// SPDX-License-Identifier: Apache-2.0
// The two rows of health.
#include "health.hpp"

#include <utility>

namespace salus {
namespace {

Task<http::Response> runs(route::OpenCall) {
  co_return http::Response::text(200, "ok\n");
}

Task<http::Response> ready(Runtime& runtime, const ShownCertificate& certificate) {
  const auto fit = co_await runtime.ready();
  if (!fit) co_return fail(Code::unavailable, "main: not ready");
  switch (http::validity(certificate.now(), runtime.clock().now())) {
    case http::Validity::good:
      co_return http::Response::text(200, "ok\n");
    case http::Validity::ends_soon:
      co_return http::Response::text(200, "ok, and the certificate ends within ten days\n");
    case http::Validity::ended:
      co_return http::Response::text(503, "the certificate has ended: renew it\n");
  }
  std::unreachable();
}

}  // namespace

std::vector<route::Route> health_routes(Runtime& runtime, const ShownCertificate& certificate) {
  const auto asked = [&runtime, &certificate](route::OpenCall) { return ready(runtime, certificate); };
  return {
      {http::Method::get, "/healthz", route::Open{"says only that the program runs", runs}},
      {http::Method::get, "/readyz",
       route::Open{"says only whether requests can be served, and how long the certificate holds", asked}}};
}

}  // namespace salus
