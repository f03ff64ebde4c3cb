// SPDX-License-Identifier: Apache-2.0
// Opening a log: what the sink and the journal hold becomes heads, index, tree and sequence numbers again.
#include "base/log.hpp"
#include "body.hpp"
#include "layout.hpp"
#include "state.hpp"

namespace salus::audit {
namespace {

Error damaged(LeafIndex entry, Literal what) {
  log::error("audit: the log is damaged", {{"entry", entry}, {"finding", what}});
  return {Code::corrupt, what};
}

JournalOptions journal_options(const Options& options) {
  JournalOptions made;
  made.segment_bytes = options.segment_bytes;
  made.queue_bytes = options.queue_bytes;
  made.sync = options.sync;
  return made;
}

}  // namespace

Result<std::optional<Checkpoint>> Log::State::newest_checkpoint() {
  const auto key = signer_.verifier().text() + "\n";
  if (!sink_.put(layout::public_key, as_bytes(key))) {
    return fail(Code::corrupt, "audit: the sink belongs to another log, or can't be written");
  }
  const auto note = sink_.get(layout::newest);
  if (!note && note.error().code == Code::absent) return std::nullopt;
  if (!note) return std::unexpected(note.error());
  TRY(auto newest, open_checkpoint(as_text(*note), signer_.verifier()));
  return newest;
}

Task<void> Log::State::recover(Home home, store::Store& store) {
  CO_TRY(create_folder(home.audit()));
  CO_TRY(auto found, newest_checkpoint());
  CO_TRY(auto journal, replay(home.journal()));
  const Checkpoint newest = found.value_or(Checkpoint());
  if (found && (!journal.any || journal.end.next < newest.size)) {
    co_return std::unexpected(
        damaged(journal.end.next, "audit: the journal ends before the newest checkpoint"));
  }
  if (journal.start.next > newest.size) {
    co_return std::unexpected(damaged(newest.size, "audit: entries between sink and journal are missing"));
  }
  CO_TRY(co_await restore_anchored(found, journal));

  std::vector<Leaf> fresh(
      std::make_move_iterator(journal.entries.begin() +
                              static_cast<std::ptrdiff_t>(newest.size - journal.start.next)),
      std::make_move_iterator(journal.entries.end()));
  for (const Leaf& leaf : fresh) {
    CO_TRY(co_await restore(next_, leaf));
  }
  // What the journal holds must be in the sink before the journal begins anew.
  anchor_->accept(std::move(fresh));
  CO_TRY(anchor_->catch_up());
  CO_TRY(journal_,
         Journal::begin(home.journal(), journal, journal_options(options_),
                        [this](std::vector<Leaf> entries) { anchor_->accept(std::move(entries)); }));
  anchor_->start([this](std::uint64_t size) { journal_->maintain(size); }, [this] { tell_settled(); });
  readers_ = std::make_unique<Pool>(1, 256);
  co_return co_await close_intents(store);
}

Task<void> Log::State::restore_anchored(const std::optional<Checkpoint>& found, const Replayed& journal) {
  const Checkpoint newest = found.value_or(Checkpoint());
  Walk walk(sink_, newest);
  while (next_ < newest.size) {
    const auto leaves = walk.next();
    if (!leaves)
      co_return std::unexpected(damaged(leaves.error().entry, "audit: the sink isn't what was signed"));
    for (const Leaf& leaf : *leaves) {
      const bool also_there = next_ >= journal.start.next;
      if (also_there && journal.entries[next_ - journal.start.next].hash != leaf.hash) {
        co_return std::unexpected(damaged(next_, "audit: sink and journal differ"));
      }
      CO_TRY(co_await restore(next_, leaf));
    }
  }
  if (const auto end = walk.next(); found && !end) {
    co_return std::unexpected(damaged(end.error().entry, "audit: the sink isn't what was signed"));
  }
  AnchorOptions options;
  options.interval = options_.checkpoint_interval;
  options.entries = options_.checkpoint_entries;
  anchor_ = std::make_unique<Anchor>(sink_, signer_, clock_, options, std::move(walk).take_tiles(), found);
  co_return Result<void>();
}

Task<void> Log::State::restore(LeafIndex index, const Leaf& leaf) {
  const auto view = decode_entry(leaf.entry);
  if (!view) co_return std::unexpected(damaged(index, "audit: an entry doesn't decode"));
  const Envelope& envelope = view->envelope;
  if (envelope.sequence != sequences_[envelope.tenant]++) {
    co_return std::unexpected(damaged(index, "audit: a tenant's sequence has a gap"));
  }
  heads_.settle(envelope.settled);
  told_ = std::max(told_, envelope.settled);
  next_ = index + 1;
  const LeafIndex first = index - envelope.part;
  if (envelope.kind == EntryKind::intent) heads_.open(envelope.tenant, envelope.batch, first, envelope.heads);
  if (envelope.kind == EntryKind::aborted) {
    for (const LeafIndex intent : heads_.abort(envelope.tenant, envelope.batch)) index_.add_aborted(intent);
  }
  if (envelope.key_version == 0) co_return Result<void>();

  const auto key = co_await sealer_.opening(envelope.tenant, envelope.month, envelope.key_version);
  if (!key && key.error().code == Code::absent) co_return Result<void>();  // forgotten on purpose
  if (!key) co_return std::unexpected(key.error());
  const auto body = open_entry(*view, **key);
  if (!body) co_return std::unexpected(damaged(index, "audit: an entry's body doesn't open"));
  const auto entry = decode_body(*body);
  if (!entry) co_return std::unexpected(damaged(index, "audit: an entry's body doesn't decode"));
  index_.add(envelope.tenant, first, *entry);
  co_return Result<void>();
}

Task<void> Log::State::close_intents(store::Store& store) {
  for (const OpenIntent& intent : heads_.still_open()) {
    CO_TRY(const bool committed, co_await store.committed(intent.tenant, intent.batch));
    if (committed) {
      heads_.commit(intent.tenant, intent.batch);
    } else {
      CO_TRY(co_await abort(intent.tenant, intent.batch));
    }
  }
  co_return Result<void>();
}

// A row that is there is held against its head when it is read. One that isn't is never read: a search would
// find less, and nobody would know.
Task<void> Log::State::find_all(store::Store& store) const {
  for (const auto& [tenant, live] : heads_.live()) {
    std::size_t found = 0;
    store::PageRequest page;
    page.limit = 500;
    page.bytes = std::size_t{8} << 20;
    for (;;) {
      CO_TRY(const auto rows, co_await store.scan(tenant, page));
      if (rows.empty()) break;
      for (const store::Row& row : rows) found += heads_.head(tenant, row.key) ? 1 : 0;
      page.after = rows.back().key;
    }
    if (found == live) continue;
    log::error("audit: the store lacks records that the log holds", {{"missing", live - found}});
    co_return fail(Code::corrupt, "audit: the store lacks records: it is older than the log, or was cut");
  }
  co_return Result<void>();
}

Task<void> Log::find_all(store::Store& store) const {
  return state_->find_all(store);
}

}  // namespace salus::audit
