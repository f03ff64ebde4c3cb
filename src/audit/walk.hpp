// SPDX-License-Identifier: Apache-2.0
// Reads a sink from its first entry to a checkpoint, and stops at the first thing that isn't what was signed.
#pragma once

#include "note.hpp"
#include "sink.hpp"
#include "tiles.hpp"

#include <expected>
#include <map>
#include <string>

namespace salus::audit {

/// What is wrong, in words that name no more than positions, and where.
struct Fault {
  LeafIndex entry = 0;  ///< the first that is bad or missing
  std::string finding;
};

/// Bundle `n` of a tree of `size` entries: the full one when it is there, else the partial one of exactly
/// this size.
Result<Bytes> read_bundle(const Sink& sink, std::uint64_t n, std::uint64_t size);

class Walk {
 public:
  /// `history` holds what was signed before; the tree must pass through each root at its size.
  Walk(const Sink& sink, const Checkpoint& checkpoint, std::map<std::uint64_t, Hash> history = {});

  /// The next bundle's entries, each checked against the tile of hashes; empty once all are read and the root
  /// is the checkpoint's.
  std::expected<std::vector<Leaf>, Fault> next();
  /// The tree over what `next` gave so far.
  const Tiles& tiles() const { return tiles_; }
  Tiles take_tiles() && { return std::move(tiles_); }

 private:
  std::expected<std::vector<Hash>, Fault> hashes(std::uint64_t n, std::size_t count) const;
  std::expected<void, Fault> add(const Leaf& leaf);
  std::expected<void, Fault> finish();
  std::expected<void, Fault> compare(const SinkFile& file) const;

  const Sink& sink_;
  Checkpoint checkpoint_;
  std::map<std::uint64_t, Hash> history_;
  LeafIndex vouched_ = 0;  ///< below it, a checkpoint of the history agrees
  Tiles tiles_;
};

}  // namespace salus::audit
