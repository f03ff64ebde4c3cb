// SPDX-License-Identifier: Apache-2.0
// A growing list of entries, cut into the tiles and bundles of C2SP tlog-tiles.
#pragma once

#include "frame.hpp"

#include <string>
#include <vector>

namespace salus::audit {

struct SinkFile {
  std::string path;
  Bytes content;
};

/// Keeps the right edge only: at most 255 hashes a level, and the entries of one bundle.
class Tiles {
 public:
  void add(const Leaf& leaf);
  std::uint64_t size() const { return frontier_.size(); }
  Hash root() const { return frontier_.root(); }

  /// Full tiles and bundles finished since the last call; a bundle after the tile of its hashes.
  std::vector<SinkFile> take_full();
  /// The partial ones that a checkpoint of this size needs beside the full.
  std::vector<SinkFile> partial() const;

 private:
  void add_hash(unsigned level, const Hash& hash);

  Frontier frontier_;
  std::vector<std::vector<Hash>> levels_;  ///< the unfinished tile of each level
  Bytes bundle_;
  std::vector<SinkFile> full_;
};

/// Entries behind 16-bit lengths. Code::corrupt when the bytes end within one.
Result<std::vector<Bytes>> decode_bundle(ByteView bundle);

}  // namespace salus::audit
