// SPDX-License-Identifier: Apache-2.0
// Key file rows over the store's verbs.
#include "key_file.hpp"

#include "base/codec.hpp"
#include "crypto/hash.hpp"

#include <algorithm>

namespace salus::keys {

Task<KeyFile::Row> KeyFile::newest(TenantId tenant, store::RowKey key) {
  std::vector<store::RowKey> keys(1, key);
  CO_TRY(auto rows, co_await store_->get(tenant, std::move(keys)));
  if (rows.size() != 1)
    co_return fail(Code::internal, "keys: the key file answers with another number of rows");
  co_return std::move(rows.front());
}

Task<KeyFile::Row> KeyFile::at(TenantId tenant, store::RowKey key, Version version) {
  return store_->get_version(tenant, key, version);
}

Task<void> KeyFile::add(TenantId tenant, store::Row row, std::vector<store::Token> marks) {
  store::Batch batch;
  batch.tenant = tenant;
  batch.id = BatchId::random(random_);
  batch.puts.emplace_back();
  batch.puts.back().row = std::move(row);
  batch.puts.back().tokens = std::move(marks);
  CO_TRY(const auto committed, co_await store_->commit(std::move(batch)));
  static_cast<void>(committed);
  co_return Result<void>();
}

Task<KeyFile::Rows> KeyFile::marked(TenantId tenant, store::Token mark) {
  constexpr std::uint32_t many = 1000;  // uses and versions are few: a use a class, a version a quarter
  Rows all;
  store::PageRequest page;
  page.limit = many;
  for (;;) {
    store::Expression expression;
    expression.all_of.emplace_back(1, mark);
    CO_TRY(auto heads, co_await store_->find(tenant, std::move(expression), page));
    for (const auto& head : heads) {
      CO_TRY(auto versions, co_await store_->history(tenant, head.key, std::nullopt, many));
      std::ranges::move(versions, std::back_inserter(all));
    }
    if (heads.size() < many) co_return all;
    page.after = heads.back().key;
  }
}

store::RowKey key_file_row(TenantId tenant) {
  const auto hash = crypto::sha256(Encoder().string("salus/key-row/v1").string(tenant.bytes()).bytes());
  store::RowKey key;
  std::ranges::copy(ByteView(hash).first(key.size()), key.begin());
  return key;
}

}  // namespace salus::keys
