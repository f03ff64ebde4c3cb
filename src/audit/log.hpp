// SPDX-License-Identifier: Apache-2.0
// The audit log: appends before anything leaves, proves afterwards that nothing was changed.
#pragma once

#include "audit/entry.hpp"
#include "audit/head.hpp"
#include "audit/opened.hpp"
#include "audit/receipt.hpp"
#include "base/clock.hpp"
#include "base/home.hpp"
#include "base/random.hpp"
#include "base/task.hpp"
#include "keys/keys.hpp"
#include "policy/grant.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace salus::audit {

/// Something worth an entry that is no touch of a record: a sign-in, a lock, a safety code that differs.
struct Event {
  policy::Circumstance circumstance;
  Literal name;
  Outcome outcome = Outcome::granted;
  std::optional<OwnerId> concerns;  ///< whose access history shows it
};

struct Filter {
  std::optional<OwnerId> owner;  ///< entries that touch this owner's records
  std::optional<Time> from;
  std::optional<Time> until;
  std::optional<LeafIndex> before;  ///< newest first, below this index
  std::uint32_t limit = 100;        ///< at most 1,000
};

struct Status {
  LeafIndex entries = 0;   ///< durable in the journal
  LeafIndex anchored = 0;  ///< covered by the newest signed checkpoint in the sink
  Time anchored_at;
  ByteArray<32> root{};  ///< of that checkpoint
};

/// How a log works its disk. The defaults are the product's; tests and simulations turn them.
struct Options {
  Options() {}                                          // not an aggregate: it travels through coroutines
  std::size_t segment_bytes = std::size_t{16} << 20;    ///< of a journal file
  std::chrono::milliseconds checkpoint_interval{1000};  ///< a checkpoint at most this often …
  std::size_t checkpoint_entries = 1000;            ///< … or after so many entries, and on `flush` and `stop`
  std::size_t queue_bytes = std::size_t{16} << 20;  ///< waiting for the disk; beyond it `append` is refused
  std::function<int(int)> sync;                     ///< in place of fdatasync(2)
};

/// Counts changes of heads; see `Log::moment`.
using Moment = std::uint64_t;

/// Thread-safe; each call resumes on its caller's executor.
///
/// `append` returns once the entry is on disk (fdatasync of the journal, one for all who wait): kill -9 after
/// that loses nothing. A failed sync fences the segment and switches to the emergency twin; when that fails
/// too, and for ever after, append gives Code::unavailable and nothing may leave. Behind the journal a worker
/// hashes entries into the Merkle tree (RFC 6962), writes tiles (C2SP tlog-tiles) and signed checkpoints
/// (C2SP signed-note) to the sink.
class Log {
 public:
  /// Opens or makes the log of a home and replays it: heads and index are rebuilt from entries, which must
  /// hash to the newest checkpoint (else Code::corrupt). Intents whose batch nobody reported are asked of
  /// `committed`.
  static Task<std::unique_ptr<Log>> open(Home home, keys::Keyring& keys, store::Store& store, Clock& clock,
                                         Random& random);
  static Task<std::unique_ptr<Log>> open(Home home, keys::Keyring& keys, store::Store& store, Clock& clock,
                                         Random& random, Options options);
  ~Log();

  Task<Receipt<policy::Exact>> append(policy::Grant<policy::Exact> grant);
  Task<Receipt<policy::Query>> append(policy::Grant<policy::Query> grant);
  /// An intent: the batch that will be committed, and the heads that it will make.
  Task<Receipt<policy::Mutation>> append(policy::Grant<policy::Mutation> grant, BatchId batch,
                                         std::vector<Head> heads);
  Task<void> append(policy::Denial denial);
  Task<void> append(Event event);

  /// The batch of an intent was committed: its heads hold from now on.
  void committed(TenantId tenant, BatchId batch);
  /// It was not: an `aborted` entry follows, if need be later, when the journal takes entries again.
  Task<void> aborted(TenantId tenant, BatchId batch);

  /// Code::corrupt when the store lacks a row that the log holds: an older store was put back, or rows were
  /// taken out, which no search would notice. Before the first request; reads every row.
  Task<void> find_all(store::Store& store) const;

  /// What the row must look like; nothing when it must not exist. While an intent is open both its head and
  /// the one before hold: `matches` accepts either.
  std::optional<Head> head(TenantId tenant, const store::RowKey& key) const;
  /// Code::corrupt when `row` (or its absence) isn't what the log says (README, promise 9).
  Result<void> matches(TenantId tenant, const store::RowKey& key, const std::optional<store::Row>& row) const;
  /// Take it before reading rows, and a write that ends between the read and the check is no false alarm: a
  /// row then matches any head that held at that moment or later (for two minutes).
  Moment moment() const;
  Result<void> matches(TenantId tenant, const store::RowKey& key, const std::optional<store::Row>& row,
                       Moment since) const;

  /// Entries of the receipt's tenant, newest first: itself a disclosure, so it needs a receipt for
  /// `AuditEvent`. With a compartment in its scope, only entries that touch this owner's records, and of
  /// those only the owner's.
  Task<Opened<std::vector<Entry>>> find(Receipt<policy::Query> receipt, Filter filter);

  Status status() const;
  /// Code::unavailable when `append` would refuse now: the journal and its twin are dead, or the log stopped.
  Result<void> takes_entries() const;
  /// Waits until everything appended so far is anchored in the sink.
  Task<void> flush();
  /// Blocks; not on an event loop. The loops of its callers must outlive this call: waiters resume on them.
  void stop();

 private:
  class State;
  explicit Log(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace salus::audit
