// SPDX-License-Identifier: Apache-2.0
// Heads in memory.
#include "heads.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>

namespace salus::audit {
namespace {

// Longer than any read takes between fetching a row and matching it.
constexpr std::chrono::minutes remembered{2};

}  // namespace

std::size_t Heads::KeyHash::operator()(const Key& key) const {
  std::size_t value;  // row keys are HMACs: any eight bytes will do
  std::memcpy(&value, key.second.data(), sizeof value);
  return value ^ std::hash<TenantId>()(key.first);
}

void Heads::open(TenantId tenant, BatchId batch, LeafIndex leaf, const std::vector<Head>& heads) {
  const std::unique_lock lock(mutex_);
  const IntentKey key(tenant, batch);
  const auto [intent, fresh] = intents_.try_emplace(key);
  if (fresh) by_leaf_.emplace(leaf, key);
  intent->second.leaves.push_back(leaf);
  for (const Head& head : heads) {
    // No row has this version, and without a row to check nothing would be missed: only an erase may say so.
    if (head.version == 0 && head.blob != crypto::Hash{}) continue;
    intent->second.heads.push_back(head);
    by_row_.emplace(Key(tenant, head.key), key);
  }
}

std::optional<Heads::Intent> Heads::close(const IntentKey& key) {
  const auto found = intents_.find(key);
  if (found == intents_.end()) return std::nullopt;
  Intent intent = std::move(found->second);
  intents_.erase(found);
  by_leaf_.erase(intent.leaves.front());
  for (const Head& head : intent.heads) {
    const auto [from, to] = by_row_.equal_range(Key(key.first, head.key));
    const auto mine = std::find_if(from, to, [&](const auto& row) { return row.second == key; });
    if (mine != to) by_row_.erase(mine);
  }
  ended_ = std::max(ended_, intent.leaves.back() + 1);
  return intent;
}

std::optional<Head> Heads::current(const Key& key) const {
  const auto found = held_.find(key);
  if (found == held_.end() || found->second.head.version == 0) return std::nullopt;
  return found->second.head;
}

bool Heads::follows(const Held& next, const Held& held) {
  if (next.head.version == 0 || held.head.version == 0) return next.leaf > held.leaf;
  return next.head.version > held.head.version;
}

void Heads::hold(TenantId tenant, const Intent& intent) {
  for (const Head& head : intent.heads) {
    const Held next{head, intent.leaves.front()};
    const auto [held, fresh] = held_.try_emplace(Key(tenant, head.key), next);
    if (!fresh && follows(next, held->second)) held->second = next;
  }
}

void Heads::commit(TenantId tenant, BatchId batch) {
  const std::unique_lock lock(mutex_);
  const auto intent = close(IntentKey(tenant, batch));
  if (!intent) return;
  const auto now = std::chrono::steady_clock::now();
  while (!past_.empty() && past_.front().at + remembered < now) past_.pop_front();
  ++moment_;
  for (const Head& head : intent->heads) {
    const Key key(tenant, head.key);
    past_.push_back({moment_, now, key, current(key)});
  }
  hold(tenant, *intent);
  // One that comes after a higher one was never held, but the store did show it.
  for (const Head& head : intent->heads) {
    const Key key(tenant, head.key);
    if (current(key) != head) past_.push_back({moment_, now, key, head});
  }
}

std::vector<LeafIndex> Heads::abort(TenantId tenant, BatchId batch) {
  const std::unique_lock lock(mutex_);
  auto intent = close(IntentKey(tenant, batch));
  return intent ? std::move(intent->leaves) : std::vector<LeafIndex>();
}

void Heads::settle(LeafIndex watermark) {
  const std::unique_lock lock(mutex_);
  while (!by_leaf_.empty() && by_leaf_.begin()->first < watermark) {
    const IntentKey key = by_leaf_.begin()->second;
    hold(key.first, *close(key));
  }
}

LeafIndex Heads::watermark(LeafIndex next) const {
  const std::shared_lock lock(mutex_);
  return by_leaf_.empty() ? next : by_leaf_.begin()->first;
}

LeafIndex Heads::ended() const {
  const std::shared_lock lock(mutex_);
  return ended_;
}

std::vector<OpenIntent> Heads::still_open() const {
  const std::shared_lock lock(mutex_);
  std::vector<OpenIntent> open;
  for (const auto& [leaf, key] : by_leaf_) open.push_back({key.first, key.second, leaf});
  return open;
}

std::map<TenantId, std::size_t> Heads::live() const {
  const std::shared_lock lock(mutex_);
  std::map<TenantId, std::size_t> live;
  for (const auto& [key, held] : held_) live[key.first] += held.head.version == 0 ? 0 : 1;
  return live;
}

std::optional<Head> Heads::head(TenantId tenant, const store::RowKey& key) const {
  const std::shared_lock lock(mutex_);
  return current(Key(tenant, key));
}

Moment Heads::now() const {
  const std::shared_lock lock(mutex_);
  return moment_;
}

bool Heads::holds(TenantId tenant, const store::RowKey& row, const std::optional<Head>& found,
                  Moment since) const {
  const std::shared_lock lock(mutex_);
  const Key key(tenant, row);
  if (current(key) == found) return true;
  const auto [from, to] = by_row_.equal_range(key);
  for (auto at = from; at != to; ++at) {
    for (const Head& head : intents_.at(at->second).heads) {
      if (head.key == row && (head.version == 0 ? !found : found == head)) return true;
    }
  }
  for (auto past = past_.rbegin(); past != past_.rend() && past->until > since; ++past) {
    if (past->key == key && past->head == found) return true;
  }
  return false;
}

}  // namespace salus::audit
