// SPDX-License-Identifier: Apache-2.0
// Path patterns: literal segments and {captures}. Pure; the table of routes is the api room's.
#include "http/router.hpp"

#include <algorithm>

namespace salus::http {
namespace {

/// Takes the next segment off a path that begins with a slash.
std::string_view next(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool is_capture_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

}  // namespace

Result<Pattern> Pattern::parse(std::string_view text) {
  if (!text.starts_with('/')) return fail(Code::invalid, "http: a pattern begins with a slash");
  Pattern pattern;
  pattern.text_ = text;
  while (!text.empty()) {
    std::string_view segment = next(text);
    if (segment.empty() && !text.empty()) return fail(Code::invalid, "http: a pattern with an empty segment");
    if (!segment.starts_with('{')) {
      if (segment.find_first_of("{}") != segment.npos || segment == "." || segment == "..") {
        return fail(Code::invalid, "http: a pattern with a broken segment");
      }
      pattern.segments_.push_back({.part = Part::literal, .text = std::string(segment)});
      continue;
    }
    if (!segment.ends_with('}')) return fail(Code::invalid, "http: a pattern with an open capture");
    segment = segment.substr(1, segment.size() - 2);
    const bool rest = segment.ends_with("...");
    if (rest) segment.remove_suffix(3);
    if (!is_capture_name(segment)) return fail(Code::invalid, "http: a capture's name is [a-z_]+");
    if (rest && !text.empty()) return fail(Code::invalid, "http: only the last capture takes the rest");
    if (std::ranges::find(pattern.names_, segment) != pattern.names_.end()) {
      return fail(Code::invalid, "http: a capture named twice");
    }
    pattern.names_.emplace_back(segment);
    pattern.segments_.push_back({.part = rest ? Part::rest : Part::one, .text = {}});
  }
  return pattern;
}

std::optional<std::vector<std::string_view>> Pattern::match(std::string_view path) const {
  std::vector<std::string_view> values;
  for (const Segment& segment : segments_) {
    if (!path.starts_with('/')) return std::nullopt;
    if (segment.part == Part::rest) {
      path.remove_prefix(1);
      if (path.empty()) return std::nullopt;
      values.push_back(path);
      return values;
    }
    if (segment.part == Part::literal) {  // compared before it is cut off: here most patterns end
      const std::string_view given = path.substr(1);
      const std::size_t size = segment.text.size();
      if (!given.starts_with(segment.text) || (given.size() > size && given[size] != '/'))
        return std::nullopt;
      path = given.substr(size);
      continue;
    }
    const std::string_view given = next(path);
    if (given.empty()) return std::nullopt;
    if (values.empty()) values.reserve(names_.size());
    values.push_back(given);
  }
  if (!path.empty()) return std::nullopt;
  return values;
}

Result<std::string> Pattern::build(const std::vector<std::string>& values) const {
  if (values.size() != names_.size()) return fail(Code::invalid, "http: one value a capture");
  std::string path;
  auto value = values.begin();
  for (const Segment& segment : segments_) {
    path += '/';
    if (segment.part == Part::literal) {
      path += segment.text;
      continue;
    }
    if (value->empty()) return fail(Code::invalid, "http: an empty value");
    if (segment.part == Part::one && value->find('/') != value->npos) {
      return fail(Code::invalid, "http: a value with a slash");
    }
    path += *value++;
  }
  return path;
}

bool Pattern::overlaps(const Pattern& other) const {
  for (std::size_t i = 0; i < segments_.size() && i < other.segments_.size(); ++i) {
    const Segment& a = segments_[i];
    const Segment& b = other.segments_[i];
    if (a.part == Part::literal && b.part == Part::literal) {
      if (a.text != b.text) return false;
      continue;
    }
    const bool both_rest_or_one = a.part != Part::literal && b.part != Part::literal;
    const bool empty =
        (a.part == Part::literal && a.text.empty()) || (b.part == Part::literal && b.text.empty());
    if (empty && !both_rest_or_one) return false;  // a slash at the end is no segment to capture
    if (a.part == Part::rest || b.part == Part::rest) return true;
  }
  return segments_.size() == other.segments_.size();
}

bool Pattern::more_specific(const Pattern& other) const {
  for (std::size_t i = 0; i < segments_.size() && i < other.segments_.size(); ++i) {
    if (segments_[i].part != other.segments_[i].part) return segments_[i].part < other.segments_[i].part;
  }
  return segments_.size() > other.segments_.size();
}

}  // namespace salus::http
