// SPDX-License-Identifier: Apache-2.0
// Listens on loopback and prints the counts.
#include "metrics_port.hpp"

namespace salus {
namespace {

constexpr std::uint16_t above_the_portals = 1'000;
constexpr std::uint16_t any_free = 0;
constexpr std::chrono::milliseconds drain{1'000};

boost::asio::awaitable<http::Response> counts(const Metrics& metrics, http::Request request) {
  const bool reads = request.method == http::Method::get || request.method == http::Method::head;
  if (request.path() != "/metrics") co_return http::Response::text(404, "only /metrics is here\n");
  if (!reads) {
    auto refusal = http::Response::text(405, "counts are only read\n");
    refusal.headers.add("Allow", "GET");
    co_return refusal;
  }
  const std::string text = metrics.text();
  co_return http::Response::bytes(200, "text/plain; version=0.0.4; charset=utf-8", to_bytes(as_bytes(text)));
}

}  // namespace

Result<std::unique_ptr<MetricsPort>> MetricsPort::open(std::vector<boost::asio::any_io_executor> loops,
                                                       const Metrics& metrics,
                                                       std::optional<std::uint16_t> wanted,
                                                       std::uint16_t portals) {
  std::unique_ptr<MetricsPort> made(new MetricsPort);
  if (wanted) {
    TRY(made->listen(std::move(loops), metrics, *wanted));
    return made;
  }
  const std::uint16_t usual = portals <= UINT16_MAX - above_the_portals
                                  ? static_cast<std::uint16_t>(portals + above_the_portals)
                                  : any_free;
  if (made->listen(loops, metrics, usual)) return made;
  TRY(made->listen(std::move(loops), metrics, any_free));
  return made;
}

Result<void> MetricsPort::listen(std::vector<boost::asio::any_io_executor> loops, const Metrics& metrics,
                                 std::uint16_t port) {
  http::Options options;
  options.port = port;
  server_ = std::make_unique<http::Server>(
      std::move(loops), std::move(options),
      [&metrics](http::Request request) { return counts(metrics, std::move(request)); }, own_);
  TRY(port_, server_->listen());
  return {};
}

boost::asio::awaitable<void> MetricsPort::stop() {
  return server_->stop(drain);
}

}  // namespace salus
