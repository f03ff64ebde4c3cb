// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 6962 §2.1, of which only the right edge is kept.
#pragma once

#include "crypto/hash.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace salus::audit {

using crypto::Hash;

/// SHA-256(0x00 ‖ entry).
Hash leaf_hash(ByteView entry);
/// SHA-256(0x01 ‖ left ‖ right).
Hash node_hash(const Hash& left, const Hash& right);

/// Roots of the perfect subtrees that a tree of this size is made of: enough to append, and to know the root.
class Frontier {
 public:
  void add(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  /// The hash of the empty string for an empty tree.
  Hash root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> subtrees_;  ///< the largest first
};

/// The root over these leaves.
Hash tree_root(std::span<const Hash> leaves);

}  // namespace salus::audit
