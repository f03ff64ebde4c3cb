// SPDX-License-Identifier: Apache-2.0
// Limits are engine-neutral: PostgreSQL refuses exactly what the embedded engine refuses.
#include "bounds.hpp"

#include <algorithm>
#include <limits>

namespace salus::store {

namespace {

constexpr std::uint64_t greatest_version = std::numeric_limits<std::int64_t>::max();

std::size_t operations(const Batch& batch) {
  return batch.expect.size() + batch.puts.size() + batch.erases.size() + batch.claims.size() +
         batch.releases.size();
}

template <class T>
bool has_duplicate(std::vector<T> values) {
  std::ranges::sort(values);
  return std::ranges::adjacent_find(values) != values.end();
}

Result<void> check(const Put& put) {
  if (put.row.blob.size() > max_blob) return fail(Code::too_large, "store: blob over 16 MiB");
  if (put.tokens.size() > max_tokens) return fail(Code::too_large, "store: more than 4,096 tokens");
  if (put.row.version == 0 || put.row.version > greatest_version) {
    return fail(Code::invalid, "store: no such version");
  }
  if (put.row.state == State::deleted && !put.tokens.empty()) {
    return fail(Code::invalid, "store: a deleted version has no tokens");
  }
  return {};
}

}  // namespace

Result<void> check(const Batch& batch) {
  if (batch.tenant.empty() || batch.id.empty())
    return fail(Code::invalid, "store: batch without tenant or id");
  if (operations(batch) > max_operations) return fail(Code::too_large, "store: more than 1,024 operations");
  if (bytes_of(batch) > max_batch) return fail(Code::too_large, "store: batch over 64 MiB");
  std::vector<RowKey> changed;
  for (const auto& put : batch.puts) {
    TRY(check(put));
    changed.push_back(put.row.key);
  }
  for (const auto& erase : batch.erases) changed.push_back(erase.key);
  if (has_duplicate(std::move(changed))) return fail(Code::invalid, "store: a batch changes a row twice");
  return {};
}

Result<void> check(const Expression& expression) {
  if (expression.all_of.empty()) return fail(Code::invalid, "store: empty expression");
  std::size_t tokens = 0;
  for (const auto& any_of : expression.all_of) {
    if (any_of.empty()) return fail(Code::invalid, "store: empty alternative");
    tokens += any_of.size();
  }
  if (tokens > max_tokens) return fail(Code::too_large, "store: expression over 4,096 tokens");
  return {};
}

Result<void> check_limit(std::uint32_t limit) {
  if (limit == 0) return fail(Code::invalid, "store: an empty page");
  if (limit > max_page) return fail(Code::too_large, "store: page over 1,000 rows");
  return {};
}

Result<void> check_keys(std::size_t keys) {
  if (keys > max_keys) return fail(Code::too_large, "store: more than 4,096 keys");
  return {};
}

std::size_t bytes_of(const Batch& batch) {
  std::size_t bytes = 0;
  for (const auto& put : batch.puts) bytes += put.row.blob.size();
  return bytes;
}

}  // namespace salus::store
