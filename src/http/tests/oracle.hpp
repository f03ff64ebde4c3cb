// SPDX-License-Identifier: Apache-2.0
// A whole request as two parsers see it: ours and Beast's. Where they differ, one could be smuggled past the
// other.
#pragma once

#include "chunked.hpp"
#include "head.hpp"

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace salus::http {

struct Reading {
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;
  bool keep_alive = false;
  std::size_t size = 0;  ///< where the next request begins
  friend bool operator==(const Reading&, const Reading&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Reading& one) {
    return out << one.method << ' ' << one.target << " fields " << one.fields.size() << " body "
               << one.body.size() << " keep " << one.keep_alive << " size " << one.size;
  }
};

/// Nothing when it is refused or incomplete.
inline std::optional<Reading> read_ours(std::string_view text, const Limits& limits) {
  const auto size = find_head(text, limits);
  if (!size || *size == 0) return std::nullopt;
  auto head = parse_head(text.substr(0, *size), limits);
  if (!head) return std::nullopt;
  Reading reading;
  reading.size = *size;
  Bytes body;
  if (head->framing == Framing::length) {
    if (text.size() - *size < head->length) return std::nullopt;
    body = to_bytes(as_bytes(text.substr(*size, static_cast<std::size_t>(head->length))));
    reading.size += body.size();
  } else if (head->framing == Framing::chunked) {
    ChunkedDecoder chunks(limits);
    const auto taken = chunks.feed(text.substr(*size), body);
    if (!taken || !chunks.done()) return std::nullopt;
    reading.size += *taken;
  }
  reading.method = name(head->request.method);
  reading.target = head->request.raw_target;
  for (std::size_t i = 0; i < head->request.headers.size(); ++i) {
    const auto field = head->request.headers[i];
    reading.fields.emplace_back(field.name, field.value);
  }
  std::ranges::sort(reading.fields);
  reading.body = as_text(body);
  reading.keep_alive = head->after == After::keep_open;
  return reading;
}

inline std::optional<Reading> read_beast(std::string_view text) {
  namespace beast = boost::beast::http;
  const std::size_t skipped = text.starts_with("\r\n") ? 2 : 0;
  text.remove_prefix(skipped);
  beast::request_parser<beast::string_body> parser;
  parser.eager(true);
  parser.header_limit(64 * 1024);
  boost::system::error_code error;
  std::size_t size = 0;
  while (!parser.is_done() && size < text.size()) {
    size += parser.put(boost::asio::buffer(text.data() + size, text.size() - size), error);
    if (error) return std::nullopt;
  }
  if (!parser.is_done()) return std::nullopt;
  const auto keep_alive = parser.keep_alive();
  const auto request = parser.release();
  Reading reading;
  reading.method = request.method_string();
  reading.target = request.target();
  for (const auto& field : request) {
    // Trailers are merged into the fields by Beast; ours are dropped, so they are left out of the comparison.
    reading.fields.emplace_back(field.name_string(), field.value());
  }
  std::ranges::sort(reading.fields);
  reading.body = request.body();
  reading.keep_alive = keep_alive;
  reading.size = size + skipped;
  return reading;
}

}  // namespace salus::http
