// SPDX-License-Identifier: Apache-2.0
// Where the portals listen, and with which certificate, under the figures of tls.toml.
#pragma once

#include "base/home.hpp"
#include "commands.hpp"
#include "http/http.hpp"
#include "policy/rules.hpp"

#include <memory>
#include <mutex>
#include <vector>

namespace salus {

enum class Mode : std::uint8_t { clinic, demo };

/// The clinic's own certificate when one is named, refused in plain words when it can't be used; else that of
/// the home's own CA, which browsers of this machine alone can trust, so only for a loopback address.
Result<http::Certificate> certificate_of(const ServeOptions& options, const Home& home, const Clock& clock);

/// What is shown now; it changes when it was renewed. Thread-safe.
class ShownCertificate {
 public:
  explicit ShownCertificate(http::Certificate first) : shown_(std::move(first)) {}
  http::Certificate now() const {
    const std::scoped_lock lock(mutex_);
    return shown_;
  }
  void replace(http::Certificate renewed) {
    const std::scoped_lock lock(mutex_);
    shown_ = std::move(renewed);
  }

 private:
  mutable std::mutex mutex_;
  http::Certificate shown_;
};

/// In the log, from ten days before.
void warn_of_end(const http::Certificate& certificate, Time now);

/// Suites, groups and HSTS as tls.toml says them; the files are those of `certificate_of`, which need not be
/// there yet.
http::Options edge_options(const ServeOptions& options, Mode mode, const Home& home, const policy::Tls& tls);

/// A server that has its port and serves nobody yet. Without a port in `options` it tries 8443 and, in words
/// for the person at the terminal, those after it.
struct Claimed {
  std::unique_ptr<http::Server> server;
  std::uint16_t port = 0;
};
Result<Claimed> claim_port(const ServeOptions& options,
                           const std::vector<boost::asio::any_io_executor>& loops, http::Options edge,
                           const http::Handler& handler, Metrics& metrics);

/// What browsers say in Origin: without the port where it is HTTPS's own.
std::string origin_of(const http::Certificate& certificate, std::uint16_t port);

}  // namespace salus
