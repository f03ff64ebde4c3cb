// SPDX-License-Identifier: Apache-2.0
// /metrics on a loopback port of its own, so that counts never travel where patients do.
#pragma once

#include "base/metrics.hpp"
#include "http/http.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace salus {

/// Serves the counts without TLS on 127.0.0.1, and nothing else. Its own requests aren't counted.
class MetricsPort {
 public:
  /// Code::conflict when `wanted` is taken. Without a wish it is 1,000 above the portals' port, and any free
  /// one when that is taken or none. `metrics` must outlive it.
  static Result<std::unique_ptr<MetricsPort>> open(std::vector<boost::asio::any_io_executor> loops,
                                                   const Metrics& metrics,
                                                   std::optional<std::uint16_t> wanted,
                                                   std::uint16_t portals);
  std::uint16_t port() const { return port_; }
  /// Before it is destroyed.
  boost::asio::awaitable<void> stop();

 private:
  MetricsPort() = default;
  Result<void> listen(std::vector<boost::asio::any_io_executor> loops, const Metrics& metrics,
                      std::uint16_t port);

  Metrics own_;
  std::unique_ptr<http::Server> server_;
  std::uint16_t port_ = 0;
};

}  // namespace salus
