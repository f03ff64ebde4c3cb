// SPDX-License-Identifier: Apache-2.0
// The one way in which a character of a JSON string is written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace salus::base {

inline constexpr std::string_view json_hex = "0123456789abcdef";

/// Appends a Unicode character in its canonical form; true when that is an escape.
bool append_json_character(std::string& out, std::uint32_t point);

}  // namespace salus::base
