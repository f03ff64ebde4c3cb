// SPDX-License-Identifier: Apache-2.0
// Checks a sink without the program that wrote it: files, a public key, nothing else.
#pragma once

#include "base/bytes.hpp"
#include "base/clock.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace salus::audit {

struct Verified {
  bool good = false;
  std::string finding;  ///< one sentence: what holds up to when, or the first entry that is bad or missing
  std::uint64_t entries = 0;  ///< covered by the newest checkpoint
  Time anchored_at;
  std::string root;  ///< base64, to be given to `since` another day
};

/// `sink` is a folder as `<home>/audit`. `public_key` is a C2SP verifier key; without one the sink's own is
/// used, and the finding says so. `since` is a checkpoint seen before ("size root"): a log that doesn't
/// extend it fails.
Verified verify(const std::filesystem::path& sink, const std::optional<std::filesystem::path>& public_key,
                const std::optional<std::string>& since);

}  // namespace salus::audit
