// SPDX-License-Identifier: Apache-2.0
// The head of a request: one strict reading of RFC 9112, with a precise answer to each fault.
#pragma once

#include "http/request.hpp"
#include "http/server.hpp"

#include <cstdint>
#include <expected>
#include <string_view>

namespace salus::http {

/// The answer that ends a connection. Status 0: close without a word.
struct Refusal {
  std::uint16_t status;
  Literal title;
};

enum class Framing : std::uint8_t { none, length, chunked };
enum class After : std::uint8_t { keep_open, close };

/// A request without its body, and how the body and what follows it are framed.
class Head {
 public:
  Head() = default;
  Request request;
  Framing framing = Framing::none;
  std::uint64_t length = 0;
  After after = After::keep_open;
  bool expects_continue = false;
};

/// Where the head in `input` ends, 0 while it isn't complete. Refuses as soon as a limit is passed.
std::expected<std::size_t, Refusal> find_head(std::string_view input, const Limits& limits);

/// `text` is a head with its empty line. Whatever could be read in two ways is refused rather than mended:
/// bare CR or LF, folded lines, space before a colon, two Hosts or Content-Lengths, a length beside
/// Transfer-Encoding (RFC 9112 §6.1, §6.3): that is how requests are smuggled past a proxy.
std::expected<Head, Refusal> parse_head(std::string_view text, const Limits& limits);

}  // namespace salus::http
