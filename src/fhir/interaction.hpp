// SPDX-License-Identifier: Apache-2.0
// What the interactions share: who asks why, resources from bodies, headers of answers.
#pragma once

#include "fhir/routes.hpp"
#include "split.hpp"

#include <optional>
#include <string>

namespace salus::fhir {

/// A failure that tells what is wrong with a body: issues name defined elements only, never content.
http::Response refused(const Refusal& refusal);

policy::Purpose purpose_of(const policy::Person& person, const policy::Rules& rules);

/// `W/"3"` → 3. A version has at most 18 digits, so that the next one is a version too.
Result<std::uint64_t> parse_etag(std::string_view text);
std::string etag(std::uint64_t version);

/// application/fhir+json, with ETag when there is one version.
http::Response resource_response(std::uint16_t status, Bytes body, std::optional<std::uint64_t> version);

}  // namespace salus::fhir
