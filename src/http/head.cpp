// SPDX-License-Identifier: Apache-2.0
// The head of a request: one strict reading of RFC 9112, with a precise answer to each fault.
#include "head.hpp"

#include <algorithm>
#include <charconv>

namespace salus::http {
namespace {

std::unexpected<Refusal> refuse(std::uint16_t status, Literal title) {
  return std::unexpected(Refusal{.status = status, .title = title});
}

/// The line up to CRLF, taken off `text`. A CR or LF elsewhere stays in it and fails later checks.
std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), end + 2));
  return line;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// RFC 3986 §3.2.2, host with an optional port.
bool is_host(std::string_view text) {
  std::string_view host = text;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == text.npos ||
        text.substr(1, end - 1).find_first_not_of("0123456789abcdefABCDEF:.") != text.npos) {
      return false;
    }
    host = text.substr(0, end + 1);
  } else {
    host = text.substr(0, text.find(':'));
    const bool plain = std::ranges::all_of(host, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
             c == '-' || c == '_';
    });
    if (host.empty() || !plain) return false;
  }
  const std::string_view port = text.substr(host.size());
  return port.empty() || (port.starts_with(':') && port.size() <= 6 && is_digits(port.substr(1)));
}

std::expected<void, Refusal> parse_request_line(std::string_view line, Head& head, const Limits& limits) {
  const auto first = line.find(' ');
  const auto second = line.find(' ', first + 1);
  if (first == line.npos || second == line.npos) return refuse(400, "The request line is malformed");
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, second - first - 1);
  const std::string_view version = line.substr(second + 1);
  if (!is_token(method)) return refuse(400, "The method is malformed");
  if (target.size() > limits.target_bytes) return refuse(414, "The target is too long");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    if (version.size() == 8 && version.starts_with("HTTP/"))
      return refuse(505, "Only HTTP/1.1 is spoken here");
    return refuse(400, "The protocol version is malformed");
  }
  if (version == "HTTP/1.0") head.after = After::close;
  const auto known = parse_method(method);
  if (!known) return refuse(501, "The method is not implemented");
  head.request.method = *known;
  auto parsed = parse_target(target);
  if (!parsed) return refuse(400, "The target is malformed");
  head.request.target = *std::move(parsed);
  head.request.raw_target = target;
  return {};
}

/// RFC 9110 §7.6.1: tokens between commas. What isn't could be heard as `close` by one and not by another.
bool is_token_list(std::string_view text) {
  while (true) {
    std::string_view one = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    while (one.starts_with(' ') || one.starts_with('\t')) one.remove_prefix(1);
    while (one.ends_with(' ') || one.ends_with('\t')) one.remove_suffix(1);
    if (!is_token(one)) return false;
    if (text.empty()) return true;
  }
}

std::expected<void, Refusal> parse_fields(std::string_view text, Headers& headers, const Limits& limits) {
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    if (line.starts_with(' ') || line.starts_with('\t')) return refuse(400, "A header line is folded");
    const auto colon = line.find(':');
    if (colon == line.npos || !is_token(line.substr(0, colon)))
      return refuse(400, "A header name is malformed");
    std::string_view value = line.substr(colon + 1);
    while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
    while (value.ends_with(' ') || value.ends_with('\t')) value.remove_suffix(1);
    if (!is_field_value(value)) return refuse(400, "A header value is malformed");
    const std::string_view name = line.substr(0, colon);
    if ((same_name(name, "connection") || same_name(name, "proxy-connection")) && !is_token_list(value)) {
      return refuse(400, "The Connection header is malformed");
    }
    if (headers.size() == limits.header_fields) return refuse(431, "There are too many header fields");
    headers.add(line.substr(0, colon), value);
  }
  return {};
}

std::expected<void, Refusal> parse_framing(Head& head, const Limits& limits) {
  const Headers& headers = head.request.headers;
  const auto lengths = headers.count("content-length");
  const auto codings = headers.count("transfer-encoding");
  if (lengths > 1 || codings > 1 || (lengths != 0 && codings != 0)) {
    return refuse(400, "The length of the body is ambiguous");
  }
  if (codings != 0) {
    // HTTP/1.0 has no chunked coding: a proxy may have read this message otherwise.
    if (head.after == After::close) return refuse(400, "The length of the body is ambiguous");
    if (!same_name(*headers.find("transfer-encoding"), "chunked")) {
      return refuse(501, "The transfer coding is not implemented");
    }
    head.framing = Framing::chunked;
  }
  if (lengths != 0) {
    const std::string_view text = *headers.find("content-length");
    if (!is_digits(text)) return refuse(400, "The content length is malformed");
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), head.length);
    if (parsed.ec != std::errc() || head.length > limits.body_bytes)
      return refuse(413, "The body is too large");
    head.framing = head.length == 0 ? Framing::none : Framing::length;
  }
  return {};
}

/// RFC 6455 §4.2.1.
bool asks_for_websocket(const Request& request) {
  const Headers& headers = request.headers;
  if (request.method != Method::get || !headers.lists("connection", "upgrade") ||
      !headers.lists("upgrade", "websocket")) {
    return false;
  }
  if (headers.count("sec-websocket-key") != 1 || headers.count("sec-websocket-version") != 1) return false;
  const auto key = from_base64(*headers.find("sec-websocket-key"));
  return key && key->size() == 16 && headers.find("sec-websocket-version") == "13";
}

}  // namespace

std::expected<std::size_t, Refusal> find_head(std::string_view input, const Limits& limits) {
  // An empty line before the request line is forgiven (RFC 9112 §2.2).
  const std::size_t skipped = input.starts_with("\r\n") ? 2 : 0;
  const auto end = input.find("\r\n\r\n", skipped);
  const auto line = std::min(input.find("\r\n", skipped), input.size()) - skipped;
  // A method of any reasonable length, two spaces and the version stand beside the target.
  if (line > limits.target_bytes + 64) return refuse(414, "The target is too long");
  if (std::min(end, input.size()) > limits.header_bytes) return refuse(431, "The header is too large");
  return end == input.npos ? 0 : end + 4;
}

std::expected<Head, Refusal> parse_head(std::string_view text, const Limits& limits) {
  if (text.starts_with("\r\n")) text.remove_prefix(2);
  Head head;
  head.request.headers.reserve(text.size());
  if (auto line = parse_request_line(take_line(text), head, limits); !line)
    return std::unexpected(line.error());
  Headers& headers = head.request.headers;
  if (auto fields = parse_fields(text, headers, limits); !fields) return std::unexpected(fields.error());

  const auto hosts = headers.count("host");
  if (hosts > 1 || (hosts == 0 && head.after == After::keep_open))
    return refuse(400, "There must be one Host");
  if (hosts == 1 && !is_host(*headers.find("host"))) return refuse(400, "The Host is malformed");
  if (auto framing = parse_framing(head, limits); !framing) return std::unexpected(framing.error());
  if (const auto coding = headers.find("content-encoding"); coding && !same_name(*coding, "identity")) {
    return refuse(415, "Encoded bodies are not accepted");
  }
  if (const auto expect = headers.find("expect")) {
    if (!same_name(*expect, "100-continue")) return refuse(417, "The expectation is not understood");
    head.expects_continue = head.framing != Framing::none;
  }
  if (headers.lists("connection", "close")) head.after = After::close;
  head.request.wants_websocket = head.after == After::keep_open && asks_for_websocket(head.request);
  return head;
}

}  // namespace salus::http
