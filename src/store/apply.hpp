// SPDX-License-Identifier: Apache-2.0
// What one batch does to the tables, inside a transaction that the writer holds.
#pragma once

#include "sql.hpp"
#include "store.hpp"

namespace salus::store {

/// The compiled statements of a commit. For the writer's thread alone.
class Apply {
 public:
  explicit Apply(const Connection& connection);

  /// Code::conflict: the batch loses, and what it wrote so far must be rolled back to its savepoint. Any
  /// other error is the file's, and ends the whole transaction.
  Result<Committed> operator()(const Batch& batch);

 private:
  Result<Version> newest(TenantId tenant, const RowKey& key);
  Result<void> expect(const Batch& batch);
  Result<void> put(TenantId tenant, const Put& put);
  Result<void> replace_tokens(TenantId tenant, const RowKey& key, std::vector<Token> wanted);
  Result<void> erase(TenantId tenant, const RowKey& key);
  Result<void> claim(TenantId tenant, const std::vector<Claim>& claims);
  Result<Committed> record_changes(const Batch& batch);

  Statement head_;
  Statement insert_version_, upsert_head_;
  Statement row_tokens_, insert_token_, delete_token_;
  Statement delete_versions_, delete_head_, delete_claims_;
  Statement insert_claim_, delete_claim_;
  Statement insert_batch_, bump_counter_, insert_change_;
};

}  // namespace salus::store
