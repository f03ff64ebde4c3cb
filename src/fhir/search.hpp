// SPDX-License-Identifier: Apache-2.0
// A search as FHIR writes it, as the index looks for it, and as an opened record is held against it.
#pragma once

#include "fhir/definitions.hpp"
#include "fhir/moment.hpp"
#include "fhir/split.hpp"
#include "policy/rules.hpp"
#include "records/document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace salus::fhir {

/// Of dates, by the prefixes of R4's search (3.1.1.4.6); `ne` and `ap` aren't supported.
enum class Comparison : std::uint8_t { eq, lt, gt, le, ge, sa, eb };

/// One of the values behind a parameter, separated by commas.
struct Alternative {
  std::string text;                   ///< code, reference or URI; of a date, as it was given
  std::optional<std::string> system;  ///< of a token, when one is demanded; empty for "without a system"
  std::vector<std::string> words;     ///< of a string: each must begin a word of the value
  Comparison comparison = Comparison::eq;
  Interval interval;
};

struct Criterion {
  std::string parameter;
  std::vector<Alternative> any_of;

  /// Of the shortest value, so that policy may demand a few.
  std::size_t characters() const;
};

struct Sort {
  std::string parameter;  ///< of type date
  enum class Order : std::uint8_t { ascending, descending } order = Order::ascending;
};

/// Holds PHI (names, dates, codes): like a resource it must not be logged nor outlive the request.
struct Search {
  policy::Kind kind;
  std::optional<std::string> compartment;  ///< id of the one owner whose records can match, if that is known
  std::vector<std::string> ids;            ///< `_id`: any of these
  std::vector<Criterion> all_of;
  std::optional<Sort> sort;
  std::uint32_t count = 50;  ///< at most 200
  std::string page;          ///< `_page`, opaque here
};

/// Whether a search by this parameter is built.
bool searchable(const Parameter& parameter);
/// Whether a `_format` asks for what we write, which is JSON.
bool is_json_format(std::string_view format);

/// `parameters` are decoded, in the order of the URL. Code::unsupported: a parameter that the kind doesn't
/// have or that isn't built, a modifier, a chain, a prefix. Code::invalid: a value that isn't one. Nothing is
/// ever ignored (README, promise 6), but for `_format` when it asks for JSON.
Result<Search> parse_search(std::string_view kind,
                            const std::vector<std::pair<std::string, std::string>>& parameters);

/// Code::invalid when a value is shorter than policy demands of a parameter that reaches across owners, or is
/// compared otherwise than policy allows. For a search that no compartment bounds.
Result<void> check_reach(const Search& search, const policy::Rules& rules);

/// What the index must hold: of each inner list at least one. Every record that matches has them; a record
/// that has them need not match. The classes are those of the elements that a parameter sees.
Result<std::vector<std::vector<records::SearchValue>>> lookup(const Search& search, const ClassOf& class_of);
/// Classes that must be open to evaluate the search and its `_sort`.
Result<policy::ClassSet> classes(const Search& search, const ClassOf& class_of);

/// Exact. What isn't in the document doesn't match.
bool matches(const Search& search, const records::Document& document);

/// Where a match stands by the search's `_sort`: the smaller, the earlier; without the value, last.
std::int64_t rank(const Search& search, const records::Document& document);

}  // namespace salus::fhir
