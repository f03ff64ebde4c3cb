// SPDX-License-Identifier: Apache-2.0
// Opens, wires, listens, ends.
#include "service.hpp"

#include "base/log.hpp"
#include "demo_home.hpp"
#include "health.hpp"

#include <csignal>

#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

namespace salus {
namespace {

constexpr std::chrono::seconds drain{10};

bool complain(std::string_view what, const Error& error) {
  fmt::print(stderr, "salus: {}: {} ({})\n", what, error.context.view(), name(error.code));
  return false;
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

// Each hop that this room opens itself; what the home holds is asked for where it is opened.
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

}  // namespace

Service::Service(const ServeOptions& options, Mode mode)
    : options_(options), mode_(mode), home_(options.home) {}

bool Service::open() {
  // The port before the rest: whatever follows takes a while, or deletes a home, and is for nothing without
  // one.
  return read_policy() && take_port() && open_home();
}

bool Service::read_policy() {
  auto rules = policy::load(beside_program(options_.policy, "policy"));
  if (!rules) {
    fmt::print(stderr, "salus: the policy files don't hold together, so nothing is served:\n{}",
               policy::describe(rules.error()));
    return false;
  }
  if (auto named = names_its_flows(rules->map); !named)
    return complain("the map doesn't declare what is about to be opened", named.error());
  rules_.emplace(*std::move(rules));
  auto pages = http::StaticFiles::load(beside_program(options_.web, "web/dist"));
  if (!pages) return complain("the portals aren't built", pages.error());
  pages_.emplace(*std::move(pages));
  return true;
}

bool Service::take_port() {
  raise_file_limit();
  const http::Handler handler = [this](http::Request request) {
    return answer(*api_, *pages_, std::move(request));
  };
  auto claimed = claim_port(options_, loops_.executors(), edge_options(options_, mode_, home_, rules_->tls),
                            handler, metrics_);
  if (!claimed) {
    const auto which = options_.port ? fmt::format("port {}", *options_.port) : std::string("no port");
    return complain(which + " can't be used", claimed.error());
  }
  edge_.emplace(*std::move(claimed));
  return true;
}

bool Service::open_home() {
  if (options_.fresh) {
    if (auto gone = remove_demo_home(home_); !gone) return complain("--fresh is refused", gone.error());
  }
  if (auto opened = log::open(home_.log()); !opened)
    return complain("the log can't be written", opened.error());
  auto certificate = certificate_of(options_, home_, clock_);
  if (!certificate) return complain("the certificate can't be used", certificate.error());
  certificate_.emplace(*std::move(certificate));
  const auto store_ends = [this] {
    store_failed_ = true;
    fmt::print(stderr,
               "salus: the store can't be written any more, so the program ends; the next start recovers\n");
    kill(getpid(), SIGTERM);
  };
  auto opened =
      loops_.run(Runtime::open(home_, *std::move(rules_), metrics_, loops_.executors().size(), store_ends));
  if (!opened) return complain("the home can't be opened", opened.error());
  runtime_ = *std::move(opened);
  if (mode_ != Mode::demo) return true;
  auto filled = loops_.run(fill_demo_home(*runtime_, options_.seed));
  if (!filled) return complain("the demo clinic can't be made", filled.error());
  people_ = *std::move(filled);
  return true;
}

void Service::wire() {
  Runtime& runtime = *runtime_;
  const bool demo = mode_ == Mode::demo;
  sessions_.emplace(identity::SessionRoutes{
      runtime.sessions(), runtime.accounts(), [&runtime](TenantId tenant) { return runtime.words(tenant); },
      runtime.rules().idle_limit,
      demo ? identity::SessionRoutes::Mode::demo : identity::SessionRoutes::Mode::clinic});
  runtime.sessions().tell_ends([this](SessionId session) { visits_.end_session(session); });
  const auto reach = demo ? portal::CallReach::same_machine_too : portal::CallReach::other_machines;
  rooms_.emplace(runtime.random(), runtime.clock(),
                 portal::visit_listener(runtime.gate(), runtime.clock(), visits_), portal::sdp_rules(reach));
  portals_.emplace(
      portal::Context{.gate = runtime.gate(),
                      .relations = runtime.relations(),
                      .rules = runtime.rules(),
                      .accounts = runtime.accounts(),
                      .sessions = runtime.sessions(),
                      .keys = runtime.keys(),
                      .log = runtime.log(),
                      .rooms = *rooms_,
                      .visits = visits_,
                      .clock = runtime.clock(),
                      .random = runtime.random(),
                      .clinic = sessions_->clinic,
                      .zone = [&runtime](TenantId tenant) -> const Zone& { return runtime.zone(tenant); },
                      .demo = std::move(people_),
                      .ca = certificate_->now().ca,
                      .verify_command = "salus audit verify --home " + home_.root().string()});
  resources_.emplace(fhir::RouteContext{runtime.gate(), runtime.rules(), runtime.clock(), runtime.random()});
}

std::vector<route::Route> Service::routes() {
  std::vector<route::Route> all = health_routes(*runtime_, *certificate_);
  append(all, identity::session_routes(*sessions_));
  append(all, identity::enrolment_routes(runtime_->enrolments()));
  append(all, fhir::routes(*resources_));
  append(all, portal::routes(*portals_));
  all.push_back(api::schema_route());
  return all;
}

bool Service::listen() {
  wire();
  const http::Certificate certificate = certificate_->now();
  const std::string base = origin_of(certificate, edge_->port);
  auto made = api::Api::make(routes(), runtime_->rules(), runtime_->sessions(), api::Options{base}, metrics_);
  if (!made) return complain("the routes don't hold together", made.error());
  api_ = *std::move(made);
  auto counts = MetricsPort::open(loops_.executors(), metrics_, options_.metrics_port, edge_->port);
  if (!counts) return complain("the port of the metrics can't be used", counts.error());
  counts_ = *std::move(counts);
  if (const auto listening = edge_->server->listen(); !listening) {
    loops_.run(counts_->stop());
    return complain("nobody can be served", listening.error());
  }
  if (mode_ == Mode::demo) introduce_demo(home_, base, certificate, portals_->demo, *runtime_);
  fmt::print("Metrics: http://127.0.0.1:{}/metrics\n", counts_->port());
  fmt::print("Salus is ready: {}\n", base);
  std::fflush(stdout);
  log::info("ready", {{"port", edge_->port}});
  return true;
}

void Service::look_at_certificate() {
  auto read = certificate_of(options_, home_, clock_);
  if (!read) {
    log::error("certificate-refused", read.error());
  } else if (read->host != certificate_->now().host) {
    log::error("certificate-of-another-host");  // whom browsers trust is part of every session's origin
  } else if (read->expires != certificate_->now().expires) {
    const auto renewed = edge_->server->renew();
    if (renewed) certificate_->replace(*std::move(read));
    if (renewed) log::info("certificate-renewed");
    if (!renewed) log::error("certificate-refused", renewed.error());
  }
  warn_of_end(certificate_->now(), clock_.now());
}

bool Service::stop() {
  loops_.run(counts_->stop());
  loops_.run(edge_->server->stop(drain));
  runtime_->stop();
  log::info("stopped");
  return !store_failed_;
}

}  // namespace salus
