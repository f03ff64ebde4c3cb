// SPDX-License-Identifier: Apache-2.0
// The newest head of each row, and the intents whose end isn't known yet.
#pragma once

#include "audit/log.hpp"

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace salus::audit {

struct OpenIntent {
  TenantId tenant;
  BatchId batch;
  LeafIndex leaf = 0;
};

/// Thread-safe. In memory: about 150 bytes a row.
class Heads {
 public:
  /// Parts of one intent add up, and so do several intents of one batch.
  void open(TenantId tenant, BatchId batch, LeafIndex leaf, const std::vector<Head>& heads);
  /// An intent that isn't open is ignored. Of a row's heads the highest version wins, whatever the order of
  /// these calls and of the intents: so the store numbers them. An erase (version 0) ends those before it in
  /// the log; after it the row begins anew.
  void commit(TenantId tenant, BatchId batch);
  /// The leaves that opened it, if it was open.
  std::vector<LeafIndex> abort(TenantId tenant, BatchId batch);
  /// Commits every open intent below `watermark`, in the order of the log.
  void settle(LeafIndex watermark);

  /// The lowest open intent, or `next` when there is none.
  LeafIndex watermark(LeafIndex next) const;
  /// One past the highest leaf of an intent that ended.
  LeafIndex ended() const;
  std::vector<OpenIntent> still_open() const;

  /// How many rows each tenant must have.
  std::map<TenantId, std::size_t> live() const;
  std::optional<Head> head(TenantId tenant, const store::RowKey& key) const;
  Moment now() const;
  /// Does `found` (nothing: there is no row) equal a head that held at `since` or later?
  bool holds(TenantId tenant, const store::RowKey& key, const std::optional<Head>& found, Moment since) const;

 private:
  using Key = std::pair<TenantId, store::RowKey>;
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Held {
    Head head;
    LeafIndex leaf = 0;
  };
  struct Intent {
    std::vector<LeafIndex> leaves;
    std::vector<Head> heads;
  };
  struct Past {
    Moment until;
    std::chrono::steady_clock::time_point at;
    Key key;
    std::optional<Head> head;
  };
  using IntentKey = std::pair<TenantId, BatchId>;
  std::optional<Intent> close(const IntentKey& key);
  static bool follows(const Held& next, const Held& held);
  void hold(TenantId tenant, const Intent& intent);
  std::optional<Head> current(const Key& key) const;

  mutable std::shared_mutex mutex_;
  std::unordered_map<Key, Held, KeyHash> held_;
  std::map<IntentKey, Intent> intents_;
  std::map<LeafIndex, IntentKey> by_leaf_;
  std::unordered_multimap<Key, IntentKey, KeyHash> by_row_;
  std::deque<Past> past_;
  Moment moment_ = 0;
  LeafIndex ended_ = 0;
};

}  // namespace salus::audit
