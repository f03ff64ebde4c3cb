// SPDX-License-Identifier: Apache-2.0
// Paths of C2SP tlog-tiles: indices in groups of three digits, all but the last behind an x.
#include "layout.hpp"

#include <fmt/format.h>

namespace salus::audit::layout {
namespace {

std::string numbered(std::uint64_t n, unsigned width) {
  std::string path = fmt::format("{:03}", n % 1000);
  while ((n /= 1000) > 0) path.insert(0, fmt::format("x{:03}/", n % 1000));
  return width == tile_width ? path : fmt::format("{}.p/{}", path, width);
}

}  // namespace

std::string tile(unsigned level, std::uint64_t n, unsigned width) {
  return fmt::format("tile/{}/{}", level, numbered(n, width));
}
std::string bundle(std::uint64_t n, unsigned width) {
  return "tile/entries/" + numbered(n, width);
}
std::string checkpoint(std::uint64_t size) {
  return fmt::format("{}/{:020}", history, size);
}

}  // namespace salus::audit::layout
