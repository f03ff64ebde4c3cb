// SPDX-License-Identifier: Apache-2.0
// Proofs that an entry is in the log, and that one log extends another (RFC 9162 §2.1.3 and §2.1.4).
#pragma once

#include "tree.hpp"

namespace salus::audit {

using Proof = std::vector<Hash>;

/// The siblings on the way from leaf `index` to the root of the tree over `leaves`.
Proof prove_inclusion(std::span<const Hash> leaves, std::uint64_t index);
/// That the tree over the first `size` of `leaves` is a prefix of the tree over all of them.
Proof prove_consistency(std::span<const Hash> leaves, std::uint64_t size);

bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, const Hash& root,
                      std::span<const Hash> proof);
/// Two trees of the same size are consistent when their roots are equal and the proof is empty. Never true of
/// an empty first tree: everything extends it, so a proof from it would say nothing.
bool verify_consistency(std::uint64_t first_size, std::uint64_t second_size, const Hash& first_root,
                        const Hash& second_root, std::span<const Hash> proof);

}  // namespace salus::audit
