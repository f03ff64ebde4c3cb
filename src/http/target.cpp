// SPDX-License-Identifier: Apache-2.0
// The request target, decoded once and strictly, so that nobody downstream decodes it a second time.
#include "http/target.hpp"

#include <algorithm>

namespace salus::http {
namespace {

constexpr std::string_view hex = "0123456789ABCDEF";

constexpr bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

constexpr int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// RFC 3986 §3.3 pchar, without the escape.
constexpr bool is_path_char(char c) {
  return is_unreserved(c) || std::string_view("!$&'()*+,;=:@").find(c) != std::string_view::npos;
}

/// Visible ASCII but what WHATWG URL always escapes in a query: browsers and FHIR clients send `|` and
/// brackets bare.
constexpr bool is_query_char(char c) {
  return c > 0x20 && c < 0x7f && c != '"' && c != '#' && c != '<' && c != '>';
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

enum class Plus : std::uint8_t { literal, space };

template <class Allowed>
Result<std::string> decode(std::string_view text, Plus plus, Allowed allowed) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      if (!allowed(text[i])) return fail(Code::invalid, "http: a character that may not stand in a target");
      out += text[i] == '+' && plus == Plus::space ? ' ' : text[i];
      continue;
    }
    if (text.size() - i < 3) return fail(Code::invalid, "http: a broken escape");
    const int high = digit(text[i + 1]);
    const int low = digit(text[i + 2]);
    if (high < 0 || low < 0) return fail(Code::invalid, "http: a broken escape");
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (!is_utf8(out)) return fail(Code::invalid, "http: a target that isn't UTF-8");
  return out;
}

Result<std::string> decode_segment(std::string_view text) {
  TRY(std::string segment, decode(text, Plus::literal, is_path_char));
  if (segment == "." || segment == "..") return fail(Code::invalid, "http: a dot segment");
  for (const char c : segment) {
    if (is_control(c) || c == '/' || c == '\\') return fail(Code::invalid, "http: a hidden slash or control");
  }
  return segment;
}

Result<std::string> decode_query(std::string_view text) {
  TRY(std::string value, decode(text, Plus::space, is_query_char));
  if (value.find('\0') != value.npos) return fail(Code::invalid, "http: a NUL in the query");
  return value;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned lead = byte(i);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() - i < size) return false;
    for (std::size_t k = 1; k < size; ++k) {
      if ((byte(i + k) & 0xc0) != 0x80) return false;
    }
    const unsigned second = byte(i + 1);
    if (lead == 0xe0 && second < 0xa0) return false;   // overlong
    if (lead == 0xed && second >= 0xa0) return false;  // surrogates
    if (lead == 0xf0 && second < 0x90) return false;   // overlong
    if (lead == 0xf4 && second >= 0x90) return false;  // above U+10FFFF
    i += size;
  }
  return true;
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', hex[byte >> 4], hex[byte & 15]};
    }
  }
  return out;
}

std::optional<std::string_view> Target::find(std::string_view name) const {
  const auto at = std::ranges::find(query, name, &Parameter::name);
  if (at == query.end()) return std::nullopt;
  return at->value;
}

Result<Target> parse_target(std::string_view text) {
  if (!text.starts_with('/')) return fail(Code::invalid, "http: a target that isn't a path");
  const auto mark = text.find('?');
  std::string_view path = text.substr(0, mark);
  Target target;
  target.path.clear();
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::string_view raw = path.substr(0, path.find('/'));
    path.remove_prefix(raw.size());
    if (raw.empty() && !path.empty()) return fail(Code::invalid, "http: an empty segment");
    TRY(const std::string segment, decode_segment(raw));
    target.path.append(1, '/').append(segment);
  }
  if (mark == text.npos) return target;
  std::string_view query = text.substr(mark + 1);
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    TRY(std::string name, decode_query(pair.substr(0, equals)));
    TRY(std::string value, decode_query(equals == pair.npos ? std::string_view() : pair.substr(equals + 1)));
    target.query.push_back({.name = std::move(name), .value = std::move(value)});
  }
  return target;
}

std::string build_target(const Target& target) {
  std::string out;
  std::string_view path = target.path;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    out.append(1, '/').append(escape(segment));
  }
  char before = '?';
  for (const Parameter& parameter : target.query) {
    out.append(1, before).append(escape(parameter.name)).append(1, '=').append(escape(parameter.value));
    before = '&';
  }
  return out;
}

}  // namespace salus::http
