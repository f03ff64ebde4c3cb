// SPDX-License-Identifier: Apache-2.0
// What a handler answers.
#pragma once

#include "base/bytes.hpp"
#include "http/headers.hpp"
#include "http/websocket.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace salus::http {

/// Who may keep a response. `nobody` is the default, since most responses carry PHI.
enum class Keep : std::uint8_t {
  nobody,      ///< `no-store, private`
  revalidate,  ///< `public, no-cache`: static files whose name stays
  forever,     ///< `public, max-age=31536000, immutable`: static files whose name holds their hash
};

/// RFC 9110 reason phrase; empty for a status that we don't use.
std::string_view reason(std::uint16_t status);

/// A complete response. `headers` takes what the server doesn't own: framing, Date, Cache-Control and the
/// fields of `SecurityHeaders` are dropped, except that a further Content-Security-Policy is sent beside the
/// server's own, so that browsers enforce both (CSP3 §8.1). A name or value that may not stand in a header
/// turns the response into a 500.
class Response {
 public:
  Response() = default;
  explicit Response(std::uint16_t code) : status(code) {}

  static Response bytes(std::uint16_t status, std::string_view media_type, Bytes body);
  static Response text(std::uint16_t status, std::string_view text);
  static Response json(std::uint16_t status, std::string_view document);
  /// RFC 9457, for failures outside FHIR routes. `title` is fixed text, so nothing of the request is echoed.
  static Response problem(std::uint16_t status, Literal title, std::string_view code = {});
  /// Accepts an upgrade that `Request::wants_websocket` announces: the server shakes hands, then runs
  /// `handler`. The caller has already checked Origin, subject and subprotocol; an empty `subprotocol` names
  /// none.
  static Response websocket(WebSocketHandler handler, std::string_view subprotocol = {},
                            WebSocketLimits limits = {});

  std::uint16_t status = 200;
  Headers headers;
  Bytes body;
  std::shared_ptr<const Bytes> shared;  ///< sent instead of `body` when set: static files aren't copied
  Keep keep = Keep::nobody;

  /// Set by `websocket` only.
  struct Upgrade {
    WebSocketHandler handler;
    std::string subprotocol;
    WebSocketLimits limits;
  };
  std::shared_ptr<Upgrade> upgrade;
};

}  // namespace salus::http
