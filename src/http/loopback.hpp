// SPDX-License-Identifier: Apache-2.0
// A client for our own server on this machine: command-line tools sign in through it as everybody does.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace salus::http {

struct LoopbackAnswer {
  std::uint16_t status = 0;
  std::string body;
};

/// POSTs JSON to https://localhost:`port``path`, TLS 1.3, trusting `ca` alone. Blocks, at most ten seconds.
/// Code::unavailable when nobody listens there, Code::corrupt when the answer isn't ours.
Result<LoopbackAnswer> loopback_post(std::uint16_t port, const std::filesystem::path& ca,
                                     std::string_view path, std::string_view json);

}  // namespace salus::http
