// SPDX-License-Identifier: Apache-2.0
// Proof that the audit entry of a grant is durable.
#pragma once

#include "policy/grant.hpp"

#include <cstdint>
#include <cstdlib>
#include <utility>

namespace salus::audit {

class Log;

/// Position of an entry in the log, from 0: its leaf in the Merkle tree.
using LeafIndex = std::uint64_t;

/// Holds the grant it was made for. Move-only; using it again after the move ends the program. Only `audit`
/// makes one.
template <class Scope>
class Receipt {
 public:
  Receipt(Receipt&&) noexcept = default;
  Receipt& operator=(Receipt&&) = delete;

  const policy::Circumstance& circumstance() const { return grant_.circumstance(); }
  const Scope& scope() const { return grant_.scope(); }
  Time expires() const { return grant_.expires(); }
  LeafIndex entry() const { return entry_; }

 private:
  friend class Log;
  Receipt(policy::Grant<Scope>&& grant, LeafIndex entry) : grant_(std::move(grant)), entry_(entry) {}

  policy::Grant<Scope> grant_;
  LeafIndex entry_;
};

}  // namespace salus::audit
