// SPDX-License-Identifier: Apache-2.0
// Byte strings, views of them, and their text forms.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace salus {
inline namespace base {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;
template <std::size_t N>
using ByteArray = std::array<std::byte, N>;

inline ByteView as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text));
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(ByteView view) {
  return {view.begin(), view.end()};
}

/// Lower-case hex.
std::string to_hex(ByteView bytes);
/// Accepts both cases, an even number of digits, nothing else.
Result<Bytes> from_hex(std::string_view text);

/// RFC 4648 §4, padded.
std::string to_base64(ByteView bytes);
/// RFC 4648 §4, strict: padding required, no white space, unused bits zero.
Result<Bytes> from_base64(std::string_view text);
/// RFC 4648 §5, unpadded: for URLs and cookies.
std::string to_base64url(ByteView bytes);
Result<Bytes> from_base64url(std::string_view text);

}  // namespace base
}  // namespace salus
