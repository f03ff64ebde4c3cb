// SPDX-License-Identifier: Apache-2.0
// The request target, decoded once and strictly, so that nobody downstream decodes it a second time.
#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salus::http {

struct Parameter {
  std::string name;
  std::string value;
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// A path of UTF-8 segments and the query's parameters in order.
struct Target {
  std::string path = "/";
  std::vector<Parameter> query;

  std::optional<std::string_view> find(std::string_view name) const;
  friend bool operator==(const Target&, const Target&) = default;
};

/// Origin form only (RFC 9112 §3.2.1). Code::invalid for an encoded slash, backslash or NUL, a control
/// character, an empty, `.` or `..` segment (a slash at the end is kept), a broken escape, invalid UTF-8, a
/// fragment. The query is `application/x-www-form-urlencoded`: `+` is a space.
Result<Target> parse_target(std::string_view text);

/// The one canonical spelling: parse_target(build_target(t)) == t for each t that parse_target gives.
std::string build_target(const Target& target);

/// Everything outside RFC 3986's unreserved set escaped: one segment or one query value.
std::string escape(std::string_view text);

/// RFC 3629, no surrogates, no overlong forms.
bool is_utf8(std::string_view text);

}  // namespace salus::http
