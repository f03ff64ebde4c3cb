// SPDX-License-Identifier: Apache-2.0
// What stands behind Log: the parts, and the one order in which entries get their places.
#pragma once

#include "anchor.hpp"
#include "audit/log.hpp"
#include "base/pool.hpp"
#include "draft.hpp"
#include "heads.hpp"
#include "index.hpp"
#include "journal.hpp"
#include "sealer.hpp"
#include "walk.hpp"

#include <map>

namespace salus::audit {

class Log::State {
 public:
  State(const Home& home, keys::Keyring& keys, Clock& clock, Random& random, const Options& options,
        Signer signer)
      : clock_(clock),
        random_(random),
        options_(options),
        sealer_(keys),
        sink_(home.audit()),
        signer_(std::move(signer)) {}
  ~State() { stop(); }

  /// Rebuilds everything from sink and journal, and starts the threads.
  Task<void> recover(Home home, store::Store& store);
  /// Seals, orders and waits until the draft is durable: the index of its first entry.
  Task<LeafIndex> write(Draft draft);
  Task<void> abort(TenantId tenant, BatchId batch);
  Task<std::vector<Entry>> find(TenantId tenant, std::optional<OwnerId> compartment, Filter filter);
  Status status() const;
  Result<void> takes_entries() const;
  Task<void> flush();
  void stop();

  Heads& heads() { return heads_; }
  const Heads& heads() const { return heads_; }
  Task<void> find_all(store::Store& store) const;

 private:
  // recover.cpp
  Result<std::optional<Checkpoint>> newest_checkpoint();
  Task<void> restore_anchored(const std::optional<Checkpoint>& found, const Replayed& journal);
  Task<void> restore(LeafIndex index, const Leaf& leaf);
  Task<void> close_intents(store::Store& store);

  // append.cpp
  bool enqueue(const Draft& draft, const std::vector<DraftPart>& parts, const BodyKeyPtr& key,
               std::optional<Waiter>& waiter);
  std::vector<Leaf> seal(const Draft& draft, const std::vector<DraftPart>& parts, const BodyKeyPtr& key);
  /// Heads and index learn of a draft that is about to be entry `next_`.
  void place(const Draft& draft);
  /// Appends the `aborted` entries that were refused, and a `settled` one when intents ended since the last
  /// entry said so.
  void tell_settled();
  /// Places a draft that nobody waits for. With `order_` held; false, and nothing happened, when the journal
  /// takes nothing now.
  bool place_unasked(const Draft& draft);

  // find.cpp
  Result<std::vector<Bytes>> entry_bytes(const std::vector<LeafIndex>& leaves) const;
  Task<std::vector<Bytes>> load(std::vector<LeafIndex> leaves);
  /// Nothing when the body's key was destroyed.
  Task<std::optional<Entry>> unseal(LeafIndex leaf, Bytes bytes);

  Clock& clock_;
  Random& random_;
  const Options options_;
  Sealer sealer_;
  FolderSink sink_;
  const Signer signer_;
  Heads heads_;
  Index index_;

  /// Held while an entry gets index and sequence, is sealed, and is queued: the order of all three is the
  /// same.
  std::mutex order_;
  LeafIndex next_ = 0;
  LeafIndex told_ = 0;  ///< the highest watermark that an entry carries
  std::map<TenantId, std::uint64_t> sequences_;
  std::vector<Draft> unaborted_;  ///< `aborted` entries that the journal refused

  std::unique_ptr<Anchor> anchor_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Pool> readers_;  ///< reads files for `find`
};

}  // namespace salus::audit
