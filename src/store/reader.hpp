// SPDX-License-Identifier: Apache-2.0
// One read connection with its statements, and the pool that lends it out.
#pragma once

#include "sql.hpp"
#include "store.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace salus::store {

/// Every verb that reads, each on one snapshot. For one thread at a time; waits for no writer.
class Reader {
 public:
  explicit Reader(Connection connection);

  Result<std::vector<std::optional<Row>>> get(TenantId tenant, const std::vector<RowKey>& keys);
  Result<std::optional<Row>> get_version(TenantId tenant, const RowKey& key, Version version);
  Result<std::vector<Row>> find(TenantId tenant, const Expression& expression, const PageRequest& page);
  Result<std::optional<RowKey>> claimed(TenantId tenant, const ByteArray<16>& value);
  Result<std::vector<Row>> history(TenantId tenant, const RowKey& key, Version before, std::uint32_t limit);
  Result<bool> committed(TenantId tenant, BatchId batch);
  Result<std::vector<Row>> scan(TenantId tenant, const PageRequest& page);
  Result<std::vector<Row>> older_than(TenantId tenant, Generation generation, std::uint32_t limit);
  Result<std::vector<Change>> changes(TenantId tenant, Counter cursor, std::uint32_t limit);

 private:
  Result<std::optional<Row>> newest(TenantId tenant, const RowKey& key);

  Connection connection_;
  Statement begin_, end_;
  Statement newest_, version_, history_, scan_, older_, token_keys_;
  Statement claim_, batch_, changes_;
};

/// Lends readers to threads. With as many readers as threads that read nobody waits.
class ReaderPool {
 public:
  class Lease;

  explicit ReaderPool(std::vector<std::unique_ptr<Reader>> readers);
  /// Null once closed.
  Lease borrow();
  /// Waits for what is lent, then closes all connections.
  void close();

 private:
  void give_back(std::unique_ptr<Reader> reader);

  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Reader>> idle_;
  std::size_t lent_ = 0;
  bool closed_ = false;
};

class ReaderPool::Lease {
 public:
  Lease(ReaderPool& pool, std::unique_ptr<Reader> reader) : pool_(pool), reader_(std::move(reader)) {}
  ~Lease() {
    if (reader_) pool_.give_back(std::move(reader_));
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  Reader& operator*() const { return *reader_; }
  explicit operator bool() const { return reader_ != nullptr; }

 private:
  ReaderPool& pool_;
  std::unique_ptr<Reader> reader_;
};

}  // namespace salus::store
