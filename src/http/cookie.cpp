// SPDX-License-Identifier: Apache-2.0
// Cookies that only our own origin can set and only TLS carries.
#include "http/cookie.hpp"

#include <algorithm>

namespace salus::http {
namespace {

/// RFC 6265 §4.1.1 cookie-octet.
bool is_cookie_value(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\'; });
}

}  // namespace

std::optional<std::string_view> cookie(const Request& request, std::string_view name) {
  std::optional<std::string_view> found;
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    const auto field = request.headers[i];
    if (!same_name(field.name, "cookie")) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      std::string_view pair = rest.substr(0, rest.find(';'));
      rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
      pair.remove_prefix(std::min(pair.size(), pair.find_first_not_of(' ')));
      const auto equals = pair.find('=');
      if (equals == pair.npos || pair.substr(0, equals) != name) continue;
      if (found) return std::nullopt;
      found = pair.substr(equals + 1);
    }
  }
  return found;
}

Result<std::string> host_cookie(std::string_view name, std::string_view value,
                                std::optional<std::chrono::seconds> life) {
  if (!name.starts_with("__Host-") || !is_token(name)) return fail(Code::invalid, "http: a cookie's name");
  if (!is_cookie_value(value)) return fail(Code::invalid, "http: a cookie's value");
  std::string out(name);
  out.append(1, '=').append(value).append("; Path=/; Secure; HttpOnly; SameSite=Strict");
  if (life) out.append("; Max-Age=").append(std::to_string(life->count()));
  return out;
}

Result<std::string> expired_cookie(std::string_view name) {
  return host_cookie(name, {}, std::chrono::seconds(0));
}

}  // namespace salus::http
