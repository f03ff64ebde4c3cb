// SPDX-License-Identifier: Apache-2.0
// Appending to a Merkle tree as to a binary counter.
#include "tree.hpp"

namespace salus::audit {

Hash leaf_hash(ByteView entry) {
  static constexpr ByteArray<1> prefix{std::byte{0}};
  return crypto::sha256({prefix, entry});
}

Hash node_hash(const Hash& left, const Hash& right) {
  static constexpr ByteArray<1> prefix{std::byte{1}};
  return crypto::sha256({prefix, left, right});
}

void Frontier::add(const Hash& leaf) {
  Hash hash = leaf;
  for (std::uint64_t carry = size_; (carry & 1) != 0; carry >>= 1) {
    hash = node_hash(subtrees_.back(), hash);
    subtrees_.pop_back();
  }
  subtrees_.push_back(hash);
  ++size_;
}

Hash Frontier::root() const {
  if (subtrees_.empty()) return crypto::sha256(ByteView());
  Hash hash = subtrees_.back();
  for (auto left = subtrees_.rbegin() + 1; left != subtrees_.rend(); ++left) hash = node_hash(*left, hash);
  return hash;
}

Hash tree_root(std::span<const Hash> leaves) {
  Frontier tree;
  for (const Hash& leaf : leaves) tree.add(leaf);
  return tree.root();
}

}  // namespace salus::audit
