// SPDX-License-Identifier: Apache-2.0
// salus audit verify: files and a public key, no running server.
#include "audit/verify.hpp"

#include "base/home.hpp"
#include "commands.hpp"

#include <cstdlib>

#include <fmt/core.h>

namespace salus {

int verify_audit(const VerifyOptions& options) {
  const std::filesystem::path sink =
      options.sink ? std::filesystem::path(*options.sink) : Home(options.home).audit();
  std::optional<std::filesystem::path> key;
  if (options.public_key) key = *options.public_key;
  const auto verified = audit::verify(sink, key, options.since);
  fmt::print("{}\n", verified.finding);
  if (!verified.good) return EXIT_FAILURE;
  fmt::print("checkpoint: {} {}\n", verified.entries, verified.root);
  return EXIT_SUCCESS;
}

}  // namespace salus
