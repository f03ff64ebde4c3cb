// SPDX-License-Identifier: Apache-2.0
// Where each thing lies in a sink: the paths of C2SP tlog-tiles, and two of our own.
#pragma once

#include <cstdint>
#include <string>

namespace salus::audit::layout {

inline constexpr unsigned tile_width = 256;

/// `tile/<level>/<n>[.p/<width>]`: hashes. A width of 256 is a full tile.
std::string tile(unsigned level, std::uint64_t n, unsigned width);
/// `tile/entries/<n>[.p/<width>]`: the entries themselves.
std::string bundle(std::uint64_t n, unsigned width);
/// `checkpoints/<size>`: each checkpoint that was ever signed; twenty digits, so that names sort as sizes do.
std::string checkpoint(std::uint64_t size);

inline constexpr const char* newest = "checkpoint";
inline constexpr const char* history = "checkpoints";
inline constexpr const char* public_key = "key.pub";

}  // namespace salus::audit::layout
