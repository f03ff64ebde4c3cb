// SPDX-License-Identifier: Apache-2.0
// Each alternative proposes its next key; the greatest proposal is where all of them look next.
#include "token_cursor.hpp"

#include <algorithm>

namespace salus::store {

Result<std::optional<RowKey>> TokenCursor::seek(const RowKey& from) {
  while (at_ < block_.size() && block_[at_] < from) ++at_;
  if (at_ == block_.size()) {
    if (exhausted_) return std::nullopt;
    TRY(fetch(from));
    if (block_.empty()) return std::nullopt;
  }
  return block_[at_];
}

Result<void> TokenCursor::fetch(const RowKey& from) {
  block_.clear();
  at_ = 0;
  Query query(keys_, tenant_, token_, from, block_size_);
  for (;;) {
    TRY(const bool row, query.next());
    if (!row) break;
    TRY(const auto key, query.id(0));
    block_.push_back(key);
  }
  exhausted_ = block_.size() < block_size_;
  block_size_ = std::min(block_size_ * 4, 256U);
  return {};
}

Conjunction::Conjunction(Statement& keys, TenantId tenant, const Expression& expression) {
  for (const auto& any_of : expression.all_of) {
    auto& alternatives = all_of_.emplace_back();
    for (const Token token : any_of) alternatives.emplace_back(keys, tenant, token);
  }
}

Result<std::optional<RowKey>> Conjunction::seek(RowKey from) {
  for (std::size_t agreed = 0; agreed < all_of_.size();) {
    for (auto& any_of : all_of_) {
      TRY(const auto key, seek_any(any_of, from));
      if (!key) return std::nullopt;
      agreed = *key == from ? agreed + 1 : 1;
      from = *key;
      if (agreed == all_of_.size()) break;
    }
  }
  return from;
}

Result<std::optional<RowKey>> Conjunction::seek_any(Alternatives& any_of, const RowKey& from) {
  std::optional<RowKey> first;
  for (auto& cursor : any_of) {
    TRY(const auto key, cursor.seek(from));
    if (key && (!first || *key < *first)) first = key;
  }
  return first;
}

std::optional<RowKey> successor(RowKey key) {
  for (auto byte = key.rbegin(); byte != key.rend(); ++byte) {
    *byte = static_cast<std::byte>(std::to_integer<unsigned>(*byte) + 1);
    if (*byte != std::byte{0}) return key;
  }
  return std::nullopt;
}

}  // namespace salus::store
