// SPDX-License-Identifier: Apache-2.0
// How a response becomes bytes.
#include "reply.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>

#include <fmt/format.h>

namespace salus::http {
namespace {

/// The server's own: framing, and what may only get stricter.
constexpr std::string_view owned[] = {"connection",
                                      "content-length",
                                      "transfer-encoding",
                                      "keep-alive",
                                      "upgrade",
                                      "trailer",
                                      "date",
                                      "cache-control",
                                      "strict-transport-security",
                                      "x-content-type-options",
                                      "referrer-policy",
                                      "x-frame-options",
                                      "cross-origin-opener-policy",
                                      "cross-origin-resource-policy",
                                      "permissions-policy"};

bool is_owned(std::string_view name) {
  return std::ranges::any_of(owned, [name](std::string_view one) { return same_name(one, name); });
}

std::string_view cache_control(Keep keep) {
  switch (keep) {
    case Keep::nobody:
      return "Cache-Control: no-store, private\r\n";
    case Keep::revalidate:
      return "Cache-Control: public, no-cache\r\n";
    case Keep::forever:
      return "Cache-Control: public, max-age=31536000, immutable\r\n";
  }
  return "Cache-Control: no-store, private\r\n";
}

bool has_body(std::uint16_t status) {
  return status >= 200 && status != 204 && status != 304;
}

}  // namespace

std::string security_fields(const SecurityHeaders& security, Transport transport) {
  std::string out;
  if (transport == Transport::tls) {  // RFC 6797 §7.2: not over plain HTTP
    out += fmt::format("Strict-Transport-Security: max-age={}\r\n", security.hsts.count());
  }
  out += fmt::format(
      "Content-Security-Policy: {}\r\n"
      "Permissions-Policy: {}\r\n"
      "X-Content-Type-Options: nosniff\r\n"
      "X-Frame-Options: DENY\r\n"
      "Referrer-Policy: no-referrer\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n",
      security.content_policy, security.permissions_policy);
  return out;
}

std::string date_now() {
  namespace chrono = std::chrono;
  static constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto now = chrono::floor<chrono::seconds>(chrono::system_clock::now());
  const auto day = chrono::floor<chrono::days>(now);
  const chrono::year_month_day date(day);
  const chrono::hh_mm_ss time(now - day);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::optional<std::string> reply_head(const Response& response, std::string_view common,
                                      std::string_view date, After after) {
  std::string out;
  out.reserve(common.size() + 512);
  auto put = std::back_inserter(out);
  fmt::format_to(put, "HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
  for (std::size_t i = 0; i < response.headers.size(); ++i) {
    const auto [name, value] = response.headers[i];
    if (is_owned(name)) continue;
    if (!is_token(name) || !is_field_value(value)) return std::nullopt;
    out.append(name).append(": ").append(value).append("\r\n");
  }
  if (has_body(response.status)) fmt::format_to(put, "Content-Length: {}\r\n", reply_body(response).size());
  if (after == After::close) out += "Connection: close\r\n";
  out.append("Date: ")
      .append(date)
      .append("\r\n")
      .append(cache_control(response.keep))
      .append(common)
      .append("\r\n");
  return out;
}

ByteView reply_body(const Response& response) {
  if (!has_body(response.status)) return {};
  return response.shared ? ByteView(*response.shared) : ByteView(response.body);
}

}  // namespace salus::http
