// SPDX-License-Identifier: Apache-2.0
// Path patterns: literal segments and {captures}. Pure; the table of routes is the api room's.
#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salus::http {

/// `/fhir/{kind}/{id}/_history`: each segment a literal or one {capture} of a non-empty segment. A last
/// segment
/// `{name...}` captures the rest, slashes included, of at least one segment.
class Pattern {
 public:
  /// Code::invalid unless it begins with a slash and names each capture once, in [a-z_]+.
  static Result<Pattern> parse(std::string_view text);

  /// The captured values in the order of `names`, or nothing. Views point into `path`, a decoded path.
  std::optional<std::vector<std::string_view>> match(std::string_view path) const;
  /// The path that `match` takes apart into `values`. Code::invalid when a value can't stand there.
  Result<std::string> build(const std::vector<std::string>& values) const;

  const std::string& text() const { return text_; }
  const std::vector<std::string>& names() const { return names_; }
  /// Whether some path matches both: a table of routes without ambiguity has no such pair of equal rank.
  bool overlaps(const Pattern& other) const;
  /// Literal segments before captures, position by position: of two that match, the more specific one wins.
  bool more_specific(const Pattern& other) const;

 private:
  enum class Part : char { literal, one, rest };
  struct Segment {
    Part part;
    std::string text;
  };
  std::string text_;
  std::vector<Segment> segments_;
  std::vector<std::string> names_;
};

}  // namespace salus::http
