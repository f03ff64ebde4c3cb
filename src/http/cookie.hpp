// SPDX-License-Identifier: Apache-2.0
// Cookies that only our own origin can set and only TLS carries.
#pragma once

#include "http/request.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace salus::http {

/// The value of cookie `name`, whole (`__Host-…`). Nothing when it is absent or sent twice: then a neighbour
/// may have set one of them.
std::optional<std::string_view> cookie(const Request& request, std::string_view name);

/// A `Set-Cookie` value: `__Host-session=…; Path=/; Secure; HttpOnly; SameSite=Strict`, and Max-Age when
/// given. The name must begin with `__Host-` and the value be cookie-octets (RFC 6265 §4.1.1), as base64url
/// is; else Code::invalid.
Result<std::string> host_cookie(std::string_view name, std::string_view value,
                                std::optional<std::chrono::seconds> life = std::nullopt);

/// A `Set-Cookie` value that makes the browser forget it.
Result<std::string> expired_cookie(std::string_view name);

}  // namespace salus::http
