// SPDX-License-Identifier: Apache-2.0
// The key file: wrapped entries as rows of a store of their own, where a row's version is its key's version.
#pragma once

#include "base/random.hpp"
#include "keys/keys.hpp"
#include "store/store.hpp"

#include <optional>

namespace salus::keys {

/// Thread-safe, as the store is. The store's rule that a version must be the newest plus one decides who was
/// first.
class KeyFile {
 public:
  using Row = std::optional<store::Row>;
  using Rows = std::vector<store::Row>;

  KeyFile(std::unique_ptr<store::Store> store, Random& random) : store_(std::move(store)), random_(random) {}

  Task<Row> newest(TenantId tenant, store::RowKey key);
  Task<Row> at(TenantId tenant, store::RowKey key, Version version);
  /// Durable when it returns. Code::conflict when that version exists.
  Task<void> add(TenantId tenant, store::Row row, std::vector<store::Token> marks);
  /// All versions of all rows with this mark.
  Task<Rows> marked(TenantId tenant, store::Token mark);
  void stop() { store_->stop(); }

 private:
  std::unique_ptr<store::Store> store_;
  Random& random_;
};

/// Where the tenant's key-file key lies: the one row that must be found without it.
store::RowKey key_file_row(TenantId tenant);

}  // namespace salus::keys
