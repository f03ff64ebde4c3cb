// SPDX-License-Identifier: Apache-2.0
// What a journal holds after a crash.
#pragma once

#include "frame.hpp"

#include <filesystem>

namespace salus::audit {

struct Replayed {
  bool any = false;  ///< false: there was no journal
  Link start;        ///< before the first entry here; all earlier ones are in the sink
  Link end;
  std::vector<Leaf> entries;
  std::uint64_t last_number = 0;  ///< of the newest segment that was started
};

/// `<folder>/<8 digits>.seg`.
std::filesystem::path segment_path(const std::filesystem::path& folder, std::uint64_t number);
/// `<folder>/emergency.seg`, which continues a segment whose sync failed.
std::filesystem::path twin_path(const std::filesystem::path& folder);
/// Numbers of the segments in a folder, in order.
std::vector<std::uint64_t> segment_numbers(const std::filesystem::path& folder);

/// Reads every segment in order and the twin in its place. Frames that a crash tore at the very end were
/// never acknowledged and are left out. Code::corrupt when segments don't continue one another, or when a
/// damaged frame was durable before a later one was written.
Result<Replayed> replay(const std::filesystem::path& folder);

}  // namespace salus::audit
