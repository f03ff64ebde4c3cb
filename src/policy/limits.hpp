// SPDX-License-Identifier: Apache-2.0
// Figures that law and good practice set, as retention.toml and tls.toml give them.
#pragma once

#include "policy/vocabulary.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace salus::policy {

/// One row of retention.toml.
struct Retention {
  std::string what;         ///< "chart", "audit-log" …
  std::vector<Kind> kinds;  ///< records it governs; empty for what isn't a record
  std::chrono::days keep{};
  std::string citation;
};

/// tls.toml. `http` and `door` take their settings from here and have no defaults of their own.
struct Tls {
  std::string minimum;              ///< "TLSv1.3"
  std::vector<std::string> suites;  ///< OpenSSL names, in order of preference
  std::vector<std::string> groups;  ///< key exchange, in order of preference
  std::chrono::seconds hsts{};
  std::chrono::seconds hsts_demo{};        ///< short, so that a demo leaves no trace in a browser
  std::vector<std::string> srtp_profiles;  ///< what a call may use (IANA names); anything else ends it
  std::string citation;
};

}  // namespace salus::policy
