// SPDX-License-Identifier: Apache-2.0
// Takes the certificate and the port of the portals.
#include "edge.hpp"

#include "base/file.hpp"
#include "base/log.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

namespace salus {
namespace {

constexpr std::uint16_t default_port = 8443;
constexpr std::uint16_t https_port = 443;
constexpr int ports_to_try = 20;

}  // namespace

Result<http::Certificate> certificate_of(const ServeOptions& options, const Home& home, const Clock& clock) {
  if (options.certificate) return http::check_certificate(*options.certificate, *options.key, clock);
  const bool loopback = options.address.starts_with("127.") || options.address == "::1";
  if (!loopback)
    return fail(Code::invalid, "an address that others reach needs the clinic's own --certificate and --key");
  TRY(create_folder(home.root()));
  return http::demo_certificate(home.tls(), clock);
}

void warn_of_end(const http::Certificate& certificate, Time now) {
  const auto validity = http::validity(certificate, now);
  if (validity == http::Validity::good) return;
  const bool ended = validity == http::Validity::ended;
  const auto days = std::chrono::floor<std::chrono::days>(certificate.expires - now).count();
  log::write(ended ? log::Level::error : log::Level::warning, "certificate-ends", {{"days_left", days}});
}

http::Options edge_options(const ServeOptions& options, Mode mode, const Home& home, const policy::Tls& tls) {
  http::Options edge;
  edge.address = options.address;
  edge.tls.emplace();
  edge.tls->certificate = options.certificate.value_or(home.tls() / "server.pem");
  edge.tls->key = options.key.value_or(home.tls() / "server.key");
  edge.tls->suites = fmt::format("{}", fmt::join(tls.suites, ":"));
  edge.tls->groups = fmt::format("{}", fmt::join(tls.groups, ":"));
  edge.security.hsts = mode == Mode::demo ? tls.hsts_demo : tls.hsts;
  return edge;
}

Result<Claimed> claim_port(const ServeOptions& options,
                           const std::vector<boost::asio::any_io_executor>& loops, http::Options edge,
                           const http::Handler& handler, Metrics& metrics) {
  for (int attempt = 0;; ++attempt) {
    edge.port = static_cast<std::uint16_t>(options.port.value_or(default_port) + attempt);
    Claimed claimed{std::make_unique<http::Server>(loops, edge, handler, metrics), edge.port};
    const auto bound = claimed.server->bind();
    if (bound) return claimed;
    const bool may_move_on = bound.error().code == Code::conflict && !options.port && attempt < ports_to_try;
    if (!may_move_on) return std::unexpected(bound.error());
    fmt::print("Port {} is taken; trying the next.\n", edge.port);
  }
}

std::string origin_of(const http::Certificate& certificate, std::uint16_t port) {
  return port == https_port ? fmt::format("https://{}", certificate.host)
                            : fmt::format("https://{}:{}", certificate.host, port);
}

}  // namespace salus
