// SPDX-License-Identifier: Apache-2.0
// What a handler answers.
#include "http/response.hpp"

#include "base/json_writer.hpp"

#include <cstdlib>

namespace salus::http {

std::string_view reason(std::uint16_t status) {
  switch (status) {
    case 100:
      return "Continue";
    case 101:
      return "Switching Protocols";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 426:
      return "Upgrade Required";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return {};
  }
}

Response Response::bytes(std::uint16_t status, std::string_view media_type, Bytes body) {
  Response response(status);
  response.headers.add("Content-Type", media_type);
  response.body = std::move(body);
  return response;
}

Response Response::text(std::uint16_t status, std::string_view text) {
  return bytes(status, "text/plain; charset=utf-8", to_bytes(as_bytes(text)));
}

Response Response::json(std::uint16_t status, std::string_view document) {
  return bytes(status, "application/json", to_bytes(as_bytes(document)));
}

Response Response::problem(std::uint16_t status, Literal title, std::string_view code) {
  JsonWriter document;
  document.begin_object().field("type", "about:blank").field("title", title.view());
  document.key("status").number(std::int64_t{status}).optional_field("code", code).end_object();
  return bytes(status, "application/problem+json", to_bytes(as_bytes(document.text())));
}

Response Response::websocket(WebSocketHandler handler, std::string_view subprotocol, WebSocketLimits limits) {
  Response response(101);
  response.upgrade = std::make_shared<Upgrade>();
  response.upgrade->handler = std::move(handler);
  response.upgrade->subprotocol = subprotocol;
  response.upgrade->limits = limits;
  return response;
}

}  // namespace salus::http
