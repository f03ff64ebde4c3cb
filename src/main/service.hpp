// SPDX-License-Identifier: Apache-2.0
// A clinic being served: its home opened, its rooms wired to routes, its port listening, and all of it ended
// in order.
#pragma once

#include "api/api.hpp"
#include "commands.hpp"
#include "edge.hpp"
#include "fhir/routes.hpp"
#include "http/http.hpp"
#include "loops.hpp"
#include "metrics_port.hpp"
#include "portal/portal.hpp"
#include "runtime.hpp"
#include "visit/rooms.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace salus {

/// The steps are called once each, in this order, on one thread; none of the loops'. Each tells the person at
/// the terminal why it failed, after which the only thing left is to destroy it.
class Service {
 public:
  Service(const ServeOptions& options, Mode mode);

  /// Policy, pages, port, certificate and home: whatever a start can fail for comes before anybody is served.
  bool open();
  /// Every room's routes in one table, and the door open: people can sign in when it returns.
  bool listen();
  /// Shows the certificate anew when it was renewed, and warns when it ends soon. One that can't be used is
  /// told of in the log, and the one before goes on being shown.
  void look_at_certificate();
  /// Lets what is in flight finish. False when the store had failed.
  bool stop();

 private:
  bool read_policy();
  bool take_port();
  bool open_home();
  void wire();
  std::vector<route::Route> routes();

  const ServeOptions& options_;
  const Mode mode_;
  const Home home_;
  const SystemClock clock_;
  std::optional<policy::Rules> rules_;  ///< until the home takes them
  std::optional<http::StaticFiles> pages_;
  std::atomic<bool> store_failed_ = false;  // the store's thread ends before this does
  Metrics metrics_;
  std::unique_ptr<api::Api> api_;  // there before anybody is served
  Loops loops_;
  std::optional<Claimed> edge_;
  std::optional<ShownCertificate> certificate_;
  std::unique_ptr<Runtime> runtime_;
  std::vector<portal::DemoPerson> people_;
  std::optional<identity::SessionRoutes> sessions_;
  portal::VisitRegistry visits_;
  std::optional<visit::Rooms> rooms_;
  std::optional<portal::Context> portals_;
  std::optional<fhir::RouteContext> resources_;
  std::unique_ptr<MetricsPort> counts_;
};

}  // namespace salus
