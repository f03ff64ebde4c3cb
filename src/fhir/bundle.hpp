// SPDX-License-Identifier: Apache-2.0
// Writes the answers that hold several resources.
#pragma once

#include "fhir/search.hpp"

#include <optional>
#include <string>
#include <vector>

namespace salus::fhir {

/// One match, as join wrote it.
struct Match {
  RecordId id;
  std::string resource;
};

/// A page of a search's matches. `base` is the address of the FHIR endpoint, without a slash at its end. The
/// self link repeats the names of the parameters and not their values, which are PHI; `next` is the page
/// behind this one. `total` is left out when it isn't known. An entry says so when `withheld` matches were
/// left out as a whole, or the search was `truncated`: there are records that nobody looked at.
struct SearchPage {
  std::string base;
  std::vector<Match> matches;
  std::optional<std::uint64_t> total;
  std::string next;
  std::size_t withheld = 0;
  bool truncated = false;
};
std::string search_bundle(const Search& search, const SearchPage& page);

/// One version, newest first. Without a resource: it was deleted, or is withheld as a whole.
struct Version {
  policy::RecordRef record;
  Time written;
  enum class What : std::uint8_t { created, updated, deleted } what = What::updated;
  std::optional<std::string> resource;
};
std::string history_bundle(std::string_view base, const std::vector<Version>& versions);

}  // namespace salus::fhir
