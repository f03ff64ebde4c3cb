// SPDX-License-Identifier: Apache-2.0
// The certificate that the server shows: made by ourselves in demo mode, only checked otherwise.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <filesystem>
#include <string>

namespace salus::http {

struct Certificate {
  std::filesystem::path ca;           ///< what a browser or curl is told to trust
  std::filesystem::path certificate;  ///< leaf
  std::filesystem::path key;          ///< mode 0600
  Time expires{};
  std::string host;  ///< that browsers call it by
};

/// Whether it can still be shown; soon is within ten days, in which a demo's is made anew the next time it is
/// asked for.
enum class Validity : std::uint8_t { good, ends_soon, ended };
Validity validity(const Certificate& certificate, Time now);

/// Sees to `ca.pem`, `server.pem` and `server.key` in `folder` (created 0700). A CA of one year, EC P-256,
/// that can only sign for localhost, 127.0.0.1 and ::1 (RFC 5280 §4.2.1.10), and a leaf of 30 days, renewed
/// when fewer than 10 are left. The CA's key stays as `ca.key` (0600) so that renewal needs no new trust.
/// Keeps what is still good.
Result<Certificate> demo_certificate(const std::filesystem::path& folder, const Clock& clock);

/// For a clinic's own certificate, the leaf first in its file: Code::unavailable when it is expired or not
/// valid yet, Code::invalid when key and certificate don't fit, are too weak (NIST SP 800-52r2) or name no
/// host, Code::forbidden when others may read the key.
Result<Certificate> check_certificate(const std::filesystem::path& certificate,
                                      const std::filesystem::path& key, const Clock& clock);

}  // namespace salus::http
