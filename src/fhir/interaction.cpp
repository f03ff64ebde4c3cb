// SPDX-License-Identifier: Apache-2.0
// Headers, purposes and refusals of FHIR's interactions.
#include "interaction.hpp"

#include <charconv>

#include <fmt/core.h>

namespace salus::fhir {
namespace {

std::uint16_t status_of(Code code) {
  if (code == Code::too_large) return 413;
  return code == Code::unprocessable ? 422 : 400;  // a refusal of content is one of three
}

}  // namespace

http::Response refused(const Refusal& refusal) {
  const std::string body = outcome(refusal.issues);
  return http::Response::bytes(status_of(refusal.code), "application/fhir+json", to_bytes(as_bytes(body)));
}

policy::Purpose purpose_of(const policy::Person& person, const policy::Rules& rules) {
  return policy::usual_purpose(rules, person.roles());
}

Result<std::uint64_t> parse_etag(std::string_view text) {
  if (!text.starts_with("W/\"") || !text.ends_with('"') || text.size() < 5) {
    return fail(Code::invalid, "fhir: an If-Match that is no version");
  }
  const std::string_view digits = text.substr(3, text.size() - 4);
  if (digits.size() > 18) return fail(Code::invalid, "fhir: an If-Match that is no version");
  std::uint64_t version = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), version);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || version == 0) {
    return fail(Code::invalid, "fhir: an If-Match that is no version");
  }
  return version;
}

std::string etag(std::uint64_t version) {
  return fmt::format("W/\"{}\"", version);
}

http::Response resource_response(std::uint16_t status, Bytes body, std::optional<std::uint64_t> version) {
  auto response = http::Response::bytes(status, "application/fhir+json", std::move(body));
  if (version) response.headers.add("ETag", etag(*version));
  return response;
}

}  // namespace salus::fhir
