// SPDX-License-Identifier: Apache-2.0
// Making proofs recursively, as RFC 6962 defines them, and checking them bit by bit, as RFC 9162 does.
#include "proof.hpp"

#include <bit>

namespace salus::audit {
namespace {

/// Largest power of two below n, for n > 1.
std::uint64_t split(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

void inclusion(std::span<const Hash> leaves, std::uint64_t index, Proof& proof) {
  if (leaves.size() < 2) return;
  const std::uint64_t k = split(leaves.size());
  const auto left = leaves.first(k);
  const auto right = leaves.subspan(k);
  if (index < k) {
    inclusion(left, index, proof);
    proof.push_back(tree_root(right));
  } else {
    inclusion(right, index - k, proof);
    proof.push_back(tree_root(left));
  }
}

/// `whole`: the verifier knows the root over `leaves` already, as the first tree's own.
void consistency(std::span<const Hash> leaves, std::uint64_t size, bool whole, Proof& proof) {
  if (size == leaves.size()) {
    if (!whole) proof.push_back(tree_root(leaves));
    return;
  }
  const std::uint64_t k = split(leaves.size());
  const auto left = leaves.first(k);
  const auto right = leaves.subspan(k);
  if (size <= k) {
    consistency(left, size, whole, proof);
    proof.push_back(tree_root(right));
  } else {
    consistency(right, size - k, false, proof);
    proof.push_back(tree_root(left));
  }
}

}  // namespace

Proof prove_inclusion(std::span<const Hash> leaves, std::uint64_t index) {
  Proof proof;
  inclusion(leaves, index, proof);
  return proof;
}

Proof prove_consistency(std::span<const Hash> leaves, std::uint64_t size) {
  Proof proof;
  if (size > 0) consistency(leaves, size, true, proof);
  return proof;
}

bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, const Hash& root,
                      std::span<const Hash> proof) {
  if (index >= size) return false;
  std::uint64_t node = index;
  std::uint64_t last = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      hash = node_hash(sibling, hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

bool verify_consistency(std::uint64_t first_size, std::uint64_t second_size, const Hash& first_root,
                        const Hash& second_root, std::span<const Hash> proof) {
  if (first_size == 0) return false;
  if (first_size == second_size) return proof.empty() && first_root == second_root;
  if (first_size > second_size || proof.empty()) return false;

  std::uint64_t node = first_size - 1;
  std::uint64_t last = second_size - 1;
  while ((node & 1) != 0) {
    node >>= 1;
    last >>= 1;
  }
  // A first tree that is perfect is its own first subtree, so the proof leaves it out.
  const bool perfect = std::has_single_bit(first_size);
  Hash first = perfect ? first_root : proof.front();
  Hash second = first;
  for (const Hash& sibling : proof.subspan(perfect ? 0 : 1)) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      first = node_hash(sibling, first);
      second = node_hash(sibling, second);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      second = node_hash(second, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && first == first_root && second == second_root;
}

}  // namespace salus::audit
