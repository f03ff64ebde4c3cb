// SPDX-License-Identifier: Apache-2.0
// Text of unknown making, such as a header's, as text that may go into JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace salus {
inline namespace base {

/// At most `most` bytes of valid UTF-8 (RFC 3629: no overlong forms, no surrogates). Each byte that begins no
/// character becomes U+FFFD; what doesn't fit is cut off between two characters.
std::string to_utf8(std::string_view text, std::size_t most);

}  // namespace base
}  // namespace salus
