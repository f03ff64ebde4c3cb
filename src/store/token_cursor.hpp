// SPDX-License-Identifier: Apache-2.0
// A sorted walk over the rows that carry a token, which can leap forward: what a conjunction is made of.
#pragma once

#include "sql.hpp"
#include "store.hpp"

#include <optional>
#include <vector>

namespace salus::store {

/// Keys of the rows of one tenant that carry one token, ascending. Fetches in blocks that grow, so that a
/// rare token costs one seek and a common one few. Valid within one read transaction.
class TokenCursor {
 public:
  /// `keys` selects at most ?4 keys from ?3 on, of tenant ?1 and token ?2.
  TokenCursor(Statement& keys, TenantId tenant, Token token) : keys_(keys), tenant_(tenant), token_(token) {}

  /// The first key at or after `from`, which never falls from call to call.
  Result<std::optional<RowKey>> seek(const RowKey& from);

 private:
  Result<void> fetch(const RowKey& from);

  Statement& keys_;
  TenantId tenant_;
  Token token_;
  std::vector<RowKey> block_;
  std::size_t at_ = 0;
  std::uint32_t block_size_ = 4;
  bool exhausted_ = false;  ///< nothing lies behind the block
};

/// Ascending keys that carry at least one token of each of the alternatives: a leapfrog join.
class Conjunction {
 public:
  Conjunction(Statement& keys, TenantId tenant, const Expression& expression);
  /// The first such key at or after `from`, which never falls from call to call.
  Result<std::optional<RowKey>> seek(RowKey from);

 private:
  using Alternatives = std::vector<TokenCursor>;
  static Result<std::optional<RowKey>> seek_any(Alternatives& any_of, const RowKey& from);

  std::vector<Alternatives> all_of_;
};

/// The next key in order; nothing after the last.
std::optional<RowKey> successor(RowKey key);

}  // namespace salus::store
