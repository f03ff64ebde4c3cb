// SPDX-License-Identifier: Apache-2.0
// Filling tiles from the bottom up.
#include "tiles.hpp"

#include "base/codec.hpp"
#include "layout.hpp"

namespace salus::audit {
namespace {

using layout::tile_width;

Bytes joined(const std::vector<Hash>& hashes) {
  Bytes bytes;
  for (const Hash& hash : hashes) bytes.insert(bytes.end(), hash.begin(), hash.end());
  return bytes;
}

}  // namespace

void Tiles::add(const Leaf& leaf) {
  frontier_.add(leaf.hash);
  const auto length = leaf.entry.size();
  bundle_.push_back(static_cast<std::byte>(length >> 8));
  bundle_.push_back(static_cast<std::byte>(length & 255));
  bundle_.insert(bundle_.end(), leaf.entry.begin(), leaf.entry.end());
  if (size() % tile_width == 0) {
    full_.push_back({layout::bundle(size() / tile_width - 1, tile_width), std::exchange(bundle_, Bytes())});
  }
  add_hash(0, leaf.hash);
}

void Tiles::add_hash(unsigned level, const Hash& hash) {
  if (levels_.size() <= level) levels_.emplace_back();
  auto& hashes = levels_[level];
  hashes.push_back(hash);
  if (hashes.size() < tile_width) return;
  const auto span = std::uint64_t{1} << (8 * (level + 1));
  full_.push_back({layout::tile(level, size() / span - 1, tile_width), joined(hashes)});
  const Hash above = tree_root(hashes);
  hashes.clear();
  add_hash(level + 1, above);
}

std::vector<SinkFile> Tiles::take_full() {
  return std::exchange(full_, std::vector<SinkFile>());
}

std::vector<SinkFile> Tiles::partial() const {
  std::vector<SinkFile> files;
  if (!bundle_.empty()) {
    files.push_back(
        {layout::bundle(size() / tile_width, static_cast<unsigned>(size() % tile_width)), bundle_});
  }
  for (unsigned level = 0; level < levels_.size(); ++level) {
    const auto& hashes = levels_[level];
    if (hashes.empty()) continue;
    const auto n = size() >> (8 * (level + 1));
    files.push_back({layout::tile(level, n, static_cast<unsigned>(hashes.size())), joined(hashes)});
  }
  return files;
}

Result<std::vector<Bytes>> decode_bundle(ByteView bundle) {
  std::vector<Bytes> entries;
  Decoder in(bundle);
  while (!in.rest().empty()) {
    const auto entry = in.raw(in.u16());
    if (in.failed()) return fail(Code::corrupt, "audit: a bundle ends within an entry");
    entries.push_back(to_bytes(entry));
  }
  return entries;
}

}  // namespace salus::audit
