// SPDX-License-Identifier: Apache-2.0
// What the command line can do; each returns the program's exit code and tells people why it failed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace salus {

struct ServeOptions {
  std::string home = "./var";
  std::optional<std::uint16_t> port;          ///< without one: 8443, and the next free one in demo mode
  std::optional<std::uint16_t> metrics_port;  ///< without one: 1,000 above the portals', or any free one
  std::string policy;  ///< default: beside the program's build, else where packages put it
  std::string web;
  std::string address = "127.0.0.1";       ///< numeric
  std::optional<std::string> certificate;  ///< PEM, leaf first; both or none
  std::optional<std::string> key;
  bool fresh = false;
  std::uint64_t seed = 1;
};
int serve(const ServeOptions& options);
int serve_demo(const ServeOptions& options);

struct TokenOptions {
  std::string home = "./var";
  std::string email;
};
/// Through the normal sign-in, with password and code from `demo.json`; kept in the home until near its end.
int print_token(const TokenOptions& options);

struct VerifyOptions {
  std::string home = "./var";
  std::optional<std::string> sink;
  std::optional<std::string> public_key;
  std::optional<std::string> since;
};
/// 0 when the log holds, 1 when it doesn't.
int verify_audit(const VerifyOptions& options);

}  // namespace salus
