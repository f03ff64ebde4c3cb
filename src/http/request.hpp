// SPDX-License-Identifier: Apache-2.0
// What a client asked for, after every check of form.
#pragma once

#include "base/bytes.hpp"
#include "http/headers.hpp"
#include "http/target.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace salus::http {

/// The methods we know; any other is answered with 501 before a handler sees it.
enum class Method : std::uint8_t { get, head, post, put, patch, remove, options };
std::string_view name(Method method);
std::optional<Method> parse_method(std::string_view text);  ///< case matters (RFC 9110 §9.1)

enum class Transport : std::uint8_t { plain, tls };

/// A request whose target, header and body are complete and within limits. HEAD arrives as HEAD: answer it as
/// GET, the server leaves out the body. A body may hold PHI: the caller wraps it before anything else.
class Request {
 public:
  Request() =
      default;  // a constructor of its own, since it travels through coroutines (laws of the tool chain, 1)

  Method method = Method::get;
  Target target;           ///< decoded path and query
  std::string raw_target;  ///< as sent; may hold identifiers, so it is never logged
  Headers headers;
  Bytes body;
  std::string peer;  ///< the client's numeric address, without port
  Transport transport = Transport::plain;
  bool wants_websocket =
      false;  ///< a fully checked RFC 6455 §4.2.1 upgrade: answer with `Response::websocket`

  std::string_view path() const { return target.path; }
  /// The first query parameter of that name.
  std::optional<std::string_view> parameter(std::string_view name) const { return target.find(name); }
  std::optional<std::string_view> header(std::string_view name) const { return headers.find(name); }
  /// Content-Type in lower case without parameters; empty when absent.
  std::string media_type() const;
};

}  // namespace salus::http
