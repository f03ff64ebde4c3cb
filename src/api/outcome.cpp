// SPDX-License-Identifier: Apache-2.0
// Failures as HTTP: a status, and a body in the words of the route's family.
#include "api/api.hpp"
#include "base/json_writer.hpp"

#include <utility>

namespace salus::api {
namespace {

// https://hl7.org/fhir/R4/valueset-issue-type.html
std::string_view issue_type(Code code) {
  switch (code) {
    case Code::invalid:
      return "invalid";
    case Code::unauthenticated:
      return "login";
    case Code::forbidden:
      return "forbidden";
    case Code::absent:
      return "not-found";
    case Code::conflict:
      return "conflict";
    case Code::stale:
      return "conflict";
    case Code::too_large:
      return "too-long";
    case Code::unsupported:
      return "not-supported";
    case Code::unprocessable:
      return "business-rule";
    case Code::too_many:
      return "throttled";
    case Code::timed_out:
      return "timeout";
    case Code::unavailable:
      return "transient";
    case Code::corrupt:
      return "exception";
    case Code::internal:
      return "exception";
  }
  std::unreachable();
}

Literal title(Code code) {
  switch (code) {
    case Code::invalid:
      return "The request is malformed.";
    case Code::unauthenticated:
      return "Sign in first.";
    case Code::forbidden:
      return "Your role may not do this.";
    case Code::absent:
      return "There is nothing here that you may see.";
    case Code::conflict:
      return "Somebody else was faster. Load it again.";
    case Code::stale:
      return "It has changed since you loaded it.";
    case Code::too_large:
      return "That is more than we take at once.";
    case Code::unsupported:
      return "We don't know this parameter, method or format.";
    case Code::unprocessable:
      return "The content breaks a rule of its own definition.";
    case Code::too_many:
      return "Too many tries. Wait, then try again.";
    case Code::timed_out:
      return "That took too long. Try again.";
    case Code::unavailable:
      return "We can't do this just now. Try again shortly.";
    case Code::corrupt:
      return "Stored data did not pass its check. Tell whoever runs this server: its log says when.";
    case Code::internal:
      return "A fault of ours. Tell whoever runs this server: its log says when.";
  }
  std::unreachable();
}

void retry_later(http::Response& response, Code code) {
  if (code == Code::too_many || code == Code::unavailable) response.headers.add("Retry-After", "2");
}

}  // namespace

std::uint16_t status_of(Code code) {
  switch (code) {
    case Code::invalid:
      return 400;
    case Code::unauthenticated:
      return 401;
    case Code::forbidden:
      return 403;
    case Code::absent:
      return 404;
    case Code::conflict:
      return 409;
    case Code::stale:
      return 412;
    case Code::too_large:
      return 413;
    case Code::unsupported:
      return 400;
    case Code::unprocessable:
      return 422;
    case Code::too_many:
      return 429;
    case Code::timed_out:
      return 503;
    case Code::unavailable:
      return 503;
    case Code::corrupt:
      return 500;
    case Code::internal:
      return 500;
  }
  std::unreachable();
}

http::Response problem(Code code) {
  auto response = http::Response::problem(status_of(code), title(code), name(code));
  retry_later(response, code);
  return response;
}

http::Response operation_outcome(Code code) {
  JsonWriter body;
  body.begin_object().field("resourceType", "OperationOutcome").key("issue").begin_array().begin_object();
  body.field("severity", "error").field("code", issue_type(code)).key("details").begin_object();
  body.field("text", title(code).view()).end_object().end_object().end_array().end_object();
  auto response =
      http::Response::bytes(status_of(code), "application/fhir+json", to_bytes(as_bytes(body.text())));
  retry_later(response, code);
  return response;
}

}  // namespace salus::api
