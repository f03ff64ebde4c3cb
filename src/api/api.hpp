// SPDX-License-Identifier: Apache-2.0
// The front door of api: the table of all routes, and what every request passes before its handler.
#pragma once

#include "http/http.hpp"
#include "identity/identity.hpp"

#include <memory>
#include <string>
#include <vector>

namespace salus::api {

struct Options {
  std::string origin;  ///< "https://localhost:8443": what a browser's Origin must be on anything but GET
};

/// Route → session → CSRF → lock → handler → response. Thread-safe.
///
/// A request that changes something must come from our own origin: by cookie it needs an `Origin` of ours and
/// the session's `X-Salus-CSRF`; by bearer token it needs neither, since no browser sends that by itself.
/// Unknown paths are 404 for everybody, other methods of a known one 405; failures become problem details or
/// an OperationOutcome.
class Api {
 public:
  /// Code::invalid when two rows claim the same method and path, or a pattern is malformed; Code::forbidden
  /// when a guarded row names an action on a kind that roles.toml grants to no role. A row of "*" takes its
  /// kind from the path, so only its action is held against the rules here, and the kind at each request.
  static Result<std::unique_ptr<Api>> make(std::vector<route::Route> routes, const policy::Rules& rules,
                                           identity::Sessions& sessions, Options options, Metrics& metrics);
  ~Api();

  boost::asio::awaitable<http::Response> handle(http::Request request);

 private:
  class Impl;
  explicit Api(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// GET /api/v1/openapi.json, for anybody: the schema that portals and tests are held against.
route::Route schema_route();

/// The one map from failures to HTTP.
std::uint16_t status_of(Code code);
http::Response problem(Code code);
http::Response operation_outcome(Code code);

}  // namespace salus::api
