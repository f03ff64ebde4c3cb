// SPDX-License-Identifier: Apache-2.0
// How a lower room asks for an outbound connection without being able to open one.
#pragma once

#include "base/file.hpp"
#include "base/task.hpp"

#include <cstdint>
#include <string>

namespace salus {
inline namespace base {

/// A connection that `door` checked against the map before it was made.
struct Dialled {
  FileHandle socket;  ///< connected, non-blocking
  std::string
      address;  ///< the numeric address that was checked: name it (libpq `hostaddr`), don't resolve again
};

/// Implemented by `door`, handed in by `main`.
class Dialler {
 public:
  virtual ~Dialler() = default;
  /// Code::forbidden when no hop of the map with a valid basis leads there.
  virtual Task<Dialled> dial(std::string hop, std::string host, std::uint16_t port) = 0;
};

}  // namespace base
}  // namespace salus
