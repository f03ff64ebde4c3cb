// SPDX-License-Identifier: Apache-2.0
// salus serve and salus demo: opens a home, listens, and ends in order.
#include "api/api.hpp"
#include "audit/log.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "commands.hpp"
#include "demo_home.hpp"
#include "edge.hpp"
#include "fhir/routes.hpp"
#include "health.hpp"
#include "http/http.hpp"
#include "loops.hpp"
#include "metrics_port.hpp"
#include "portal/portal.hpp"
#include "runtime.hpp"
#include "visit/rooms.hpp"

#include <atomic>
#include <csignal>
#include <cstdlib>

#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

namespace salus {
namespace {

constexpr std::chrono::seconds drain{10};

int complain(std::string_view what, const Error& error) {
  fmt::print(stderr, "salus: {}: {} ({})\n", what, error.context.view(), name(error.code));
  return EXIT_FAILURE;
}

// The program lies in build/<preset>/ beside policy/ and web/, or is installed.
std::filesystem::path beside_program(const std::string& given, const std::filesystem::path& name) {
  if (!given.empty()) return given;
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  auto in_source = program.parent_path().parent_path().parent_path() / name;
  if (!failed && std::filesystem::exists(in_source)) return in_source;
  return std::filesystem::path("/usr/share/salus") / name;
}

// Each hop that this file opens itself; what the home holds is asked for where it is opened.
Result<void> names_its_flows(const policy::Map& map) {
  for (const policy::Hop hop :
       {hop::log, hop::public_pages, hop::patient_edge, hop::staff_edge, hop::metrics}) {
    TRY(policy::declared(map, hop));
  }
  return {};
}

boost::asio::awaitable<http::Response> answer(api::Api& api, const http::StaticFiles& pages,
                                              http::Request request) {
  const std::string_view path = request.path();
  const bool program = path.starts_with("/api/") || path.starts_with("/fhir") || path == "/ws" ||
                       path == "/healthz" || path == "/readyz";
  const bool reads = request.method == http::Method::get || request.method == http::Method::head;
  if (!program && reads) {
    if (auto file = pages.respond(request)) co_return *std::move(file);
    // Every other address is a page of the portals; the page itself says when it doesn't know it.
    if (!path.starts_with("/assets/")) {
      if (auto page = pages.respond(request, "/index.html")) co_return *std::move(page);
    }
  }
  co_return co_await api.handle(std::move(request));
}

void warn_of_end(const http::Certificate& certificate, Time now) {
  const auto validity = http::validity(certificate, now);
  if (validity == http::Validity::good) return;
  const bool ended = validity == http::Validity::ended;
  const auto days = std::chrono::floor<std::chrono::days>(certificate.expires - now).count();
  log::write(ended ? log::Level::error : log::Level::warning, "certificate-ends", {{"days_left", days}});
}

void append(std::vector<route::Route>& all, std::vector<route::Route> more) {
  for (route::Route& row : more) all.push_back(std::move(row));
}

// A connection is a file, and the soft limit of most machines is 1,024.
void raise_file_limit() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

// Blocks until the first SIGINT or SIGTERM; both are masked in every thread.
void wait_for_signal(const sigset_t& signals, const std::function<void()>& every_hour) {
  constexpr timespec hour{3600, 0};
  do {
    every_hour();
  } while (sigtimedwait(&signals, nullptr, &hour) < 0);
}

int run(const ServeOptions& options, Mode mode) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const Home home(options.home);
  auto rules = policy::load(beside_program(options.policy, "policy"));
  if (!rules) {
    fmt::print(stderr, "salus: the policy files don't hold together, so nothing is served:\n{}",
               policy::describe(rules.error()));
    return EXIT_FAILURE;
  }
  if (auto named = names_its_flows(rules->map); !named)
    return complain("the map doesn't declare what is about to be opened", named.error());
  const auto pages = http::StaticFiles::load(beside_program(options.web, "web/dist"));
  if (!pages) return complain("the portals aren't built", pages.error());
  raise_file_limit();
  const SystemClock clock;
  std::atomic<bool> store_failed = false;  // the store's thread ends before this does
  Metrics metrics;
  std::unique_ptr<api::Api> api;  // there before anybody is served
  Loops loops;
  // First of all the port: whatever follows takes a while, or deletes a home, and is for nothing without one.
  auto claimed = claim_port(
      options, loops.executors(), edge_options(options, mode, home, rules->tls),
      [&api, &pages](http::Request request) { return answer(*api, *pages, std::move(request)); }, metrics);
  if (!claimed) {
    return complain(
        options.port ? fmt::format("port {} can't be used", *options.port) : "no port can be used",
        claimed.error());
  }
  if (options.fresh) {
    if (auto gone = remove_demo_home(home); !gone) return complain("--fresh is refused", gone.error());
  }
  if (auto opened = log::open(home.log()); !opened)
    return complain("the log can't be written", opened.error());
  const auto certificate = certificate_of(options, home, clock);
  if (!certificate) return complain("the certificate can't be used", certificate.error());

  auto opened =
      loops.run(Runtime::open(home, *std::move(rules), metrics, loops.executors().size(), [&store_failed] {
        store_failed = true;
        fmt::print(
            stderr,
            "salus: the store can't be written any more, so the program ends; the next start recovers\n");
        kill(getpid(), SIGTERM);
      }));
  if (!opened) return complain("the home can't be opened", opened.error());
  Runtime& runtime = **opened;
  std::vector<portal::DemoPerson> people;
  if (mode == Mode::demo) {
    auto filled = loops.run(fill_demo_home(runtime, options.seed));
    if (!filled) return complain("the demo clinic can't be made", filled.error());
    people = *std::move(filled);
  }

  identity::SessionRoutes sessions{
      runtime.sessions(), runtime.accounts(), [&runtime](TenantId tenant) { return runtime.words(tenant); },
      runtime.rules().idle_limit,
      mode == Mode::demo ? identity::SessionRoutes::Mode::demo : identity::SessionRoutes::Mode::clinic};
  portal::VisitRegistry visits;
  runtime.sessions().tell_ends([&visits](SessionId session) { visits.end_session(session); });
  const auto reach =
      mode == Mode::demo ? portal::CallReach::same_machine_too : portal::CallReach::other_machines;
  visit::Rooms rooms(runtime.random(), runtime.clock(),
                     portal::visit_listener(runtime.gate(), runtime.clock(), visits),
                     portal::sdp_rules(reach));
  const portal::Context portals{
      .gate = runtime.gate(),
      .relations = runtime.relations(),
      .rules = runtime.rules(),
      .accounts = runtime.accounts(),
      .sessions = runtime.sessions(),
      .keys = runtime.keys(),
      .log = runtime.log(),
      .rooms = rooms,
      .visits = visits,
      .clock = runtime.clock(),
      .random = runtime.random(),
      .clinic = sessions.clinic,
      .zone = [&runtime](TenantId tenant) -> const Zone& { return runtime.zone(tenant); },
      .demo = std::move(people),
      .ca = certificate->ca,
      .verify_command = "salus audit verify --home " + home.root().string()};
  const fhir::RouteContext resources{runtime.gate(), runtime.rules(), runtime.clock(), runtime.random()};

  std::vector<route::Route> routes = health_routes(runtime, *certificate);
  append(routes, identity::session_routes(sessions));
  append(routes, identity::enrolment_routes(runtime.enrolments()));
  append(routes, fhir::routes(resources));
  append(routes, portal::routes(portals));
  routes.push_back(api::schema_route());
  const std::string base = origin_of(*certificate, claimed->port);
  auto made =
      api::Api::make(std::move(routes), runtime.rules(), runtime.sessions(), api::Options{base}, metrics);
  if (!made) return complain("the routes don't hold together", made.error());
  api = *std::move(made);
  auto counts = MetricsPort::open(loops.executors(), metrics, options.metrics_port, claimed->port);
  if (!counts) return complain("the port of the metrics can't be used", counts.error());
  if (const auto listening = claimed->server->listen(); !listening) {
    loops.run((*counts)->stop());
    return complain("nobody can be served", listening.error());
  }
  if (mode == Mode::demo) introduce_demo(home, base, *certificate, portals.demo, runtime);
  fmt::print("Metrics: http://127.0.0.1:{}/metrics\n", (*counts)->port());
  fmt::print("Salus is ready: {}\n", base);
  std::fflush(stdout);
  log::info("ready", {{"port", claimed->port}});
  wait_for_signal(signals, [&] { warn_of_end(*certificate, clock.now()); });
  fmt::print("Stopping.\n");
  loops.run((*counts)->stop());
  loops.run(claimed->server->stop(drain));
  runtime.stop();
  log::info("stopped");
  return store_failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

}  // namespace

int serve(const ServeOptions& options) {
  return run(options, Mode::clinic);
}

int serve_demo(const ServeOptions& options) {
  return run(options, Mode::demo);
}

}  // namespace salus
