// SPDX-License-Identifier: Apache-2.0
// From a draft to a durable entry.
#include "refuse.hpp"
#include "state.hpp"

namespace salus::audit {
namespace {

// The sink may fall behind for a while; beyond this much, what is in memory would be all that holds the log
// together.
constexpr std::size_t farthest_behind = std::size_t{256} << 20;

}  // namespace

Task<LeafIndex> Log::State::write(Draft draft) {
  const bool sealed = draft.kind != EntryKind::aborted && draft.kind != EntryKind::settled;
  BodyKeyPtr key;
  if (sealed) {
    CO_TRY(key, co_await sealer_.sealing(draft.entry.tenant, month_of(draft.entry.at)));
  }
  CO_TRY(auto parts, split(draft));
  // After `enqueue` another thread may run this coroutine on: nothing of it may be touched any more.
  const auto loop = co_await boost::asio::this_coro::executor;
  auto start = [&](Waiter waiter) {
    std::optional<Waiter> waiting(std::move(waiter));
    const auto here = loop;
    if (enqueue(draft, parts, key, waiting)) return;
    refuse<LeafIndex>(here, *std::move(waiting),
                      {Code::unavailable, "audit: the journal takes no entries now"});
  };
  co_return co_await suspend<Result<LeafIndex>>(std::move(start));
}

std::vector<Leaf> Log::State::seal(const Draft& draft, const std::vector<DraftPart>& parts,
                                   const BodyKeyPtr& key) {
  Envelope envelope;
  envelope.kind = draft.kind;
  envelope.tenant = draft.entry.tenant;
  envelope.month = month_of(draft.entry.at);
  envelope.settled = heads_.watermark(next_);
  envelope.parts = static_cast<std::uint16_t>(parts.size());
  envelope.batch = draft.batch;
  envelope.sequence = sequences_[envelope.tenant];
  std::vector<Leaf> leaves;
  for (const DraftPart& part : parts) {
    envelope.heads = part.heads;
    Leaf& leaf = leaves.emplace_back();
    leaf.entry = key ? seal_entry(envelope, *key, part.body, random_) : encode(envelope);
    leaf.hash = leaf_hash(leaf.entry);
    ++envelope.part;
    ++envelope.sequence;
  }
  return leaves;
}

bool Log::State::enqueue(const Draft& draft, const std::vector<DraftPart>& parts, const BodyKeyPtr& key,
                         std::optional<Waiter>& waiter) {
  const std::scoped_lock lock(order_);
  auto leaves = seal(draft, parts, key);
  if (anchor_->behind() >= farthest_behind || !journal_->accepts(leaves)) return false;
  // Before the entry can be durable: no later one's watermark may pass an intent, and its waiter may end it
  // at once.
  place(draft);
  next_ += leaves.size();
  sequences_[draft.entry.tenant] += leaves.size();
  // Only a journal that is dead or stopping refuses what it accepted, and then for good.
  return journal_->submit(std::move(leaves), waiter);
}

void Log::State::place(const Draft& draft) {
  const TenantId tenant = draft.entry.tenant;
  told_ = heads_.watermark(next_);
  switch (draft.kind) {
    case EntryKind::intent:
      heads_.open(tenant, draft.batch, next_, draft.heads);
      break;
    case EntryKind::aborted:
      for (const LeafIndex intent : heads_.abort(tenant, draft.batch)) index_.add_aborted(intent);
      return;
    case EntryKind::settled:
      return;
    case EntryKind::touch:
    case EntryKind::query:
    case EntryKind::denial:
    case EntryKind::event:
      break;
  }
  index_.add(tenant, next_, draft.entry);
}

Task<void> Log::State::abort(TenantId tenant, BatchId batch) {
  Draft draft;
  draft.kind = EntryKind::aborted;
  draft.entry.tenant = tenant;
  draft.entry.at = clock_.now();
  draft.batch = batch;
  const auto written = co_await write(draft);
  if (written) co_return Result<void>();
  // An intent that stays open would hold every later one back: `tell_settled` tries again.
  const std::scoped_lock lock(order_);
  unaborted_.push_back(std::move(draft));
  co_return std::unexpected(written.error());
}

bool Log::State::place_unasked(const Draft& draft) {
  auto leaves = seal(draft, std::vector<DraftPart>(1), nullptr);
  if (!journal_->accepts(leaves)) return false;
  place(draft);
  ++next_;
  ++sequences_[draft.entry.tenant];
  std::optional<Waiter> nobody;
  return journal_->submit(std::move(leaves), nobody);
}

void Log::State::tell_settled() {
  Draft draft;
  draft.kind = EntryKind::settled;
  draft.entry.tenant = keys::system_tenant();
  draft.entry.at = clock_.now();
  const std::scoped_lock lock(order_);
  std::erase_if(unaborted_, [this](const Draft& aborted) { return place_unasked(aborted); });
  if (heads_.ended() <= told_ || heads_.watermark(next_) <= told_) return;
  place_unasked(draft);
}

Status Log::State::status() const {
  const auto newest = anchor_->newest();
  return {std::max(journal_->durable(), newest.size), newest.size, newest.at, newest.root};
}

Result<void> Log::State::takes_entries() const {
  if (anchor_->behind() < farthest_behind && journal_->alive()) return {};
  return fail(Code::unavailable, "audit: the journal takes no entries now");
}

Task<void> Log::State::flush() {
  const auto size = journal_->durable();
  const auto loop = co_await boost::asio::this_coro::executor;
  auto start = [this, size, loop](Anchor::Flushed waiter) {
    std::optional<Anchor::Flushed> waiting(std::move(waiter));
    if (anchor_->flush(size, waiting)) return;
    refuse<void>(loop, *std::move(waiting), {Code::unavailable, "audit: the log is stopping"});
  };
  co_return co_await suspend<Result<void>>(std::move(start));
}

void Log::State::stop() {
  if (!journal_) return;
  tell_settled();
  journal_->stop();
  anchor_->stop();
  readers_.reset();
}

}  // namespace salus::audit
