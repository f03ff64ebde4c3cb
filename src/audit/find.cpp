// SPDX-License-Identifier: Apache-2.0
// Reading entries back for the privacy officer, and for the patient who asks who opened the record.
#include "body.hpp"
#include "layout.hpp"
#include "refuse.hpp"
#include "state.hpp"

#include <algorithm>
#include <limits>

namespace salus::audit {
namespace {

constexpr std::uint32_t largest_page = 1000;
constexpr std::size_t round = 256;  // entries read from disk at a time

bool passes(const Entry& entry, const Filter& filter) {
  return (!filter.from || entry.at >= *filter.from) && (!filter.until || entry.at < *filter.until);
}

}  // namespace

Result<std::vector<Bytes>> Log::State::entry_bytes(const std::vector<LeafIndex>& leaves) const {
  std::vector<Bytes> found;
  for (const LeafIndex leaf : leaves) {
    if (auto recent = anchor_->recent(leaf)) {
      found.push_back(*std::move(recent));
      continue;
    }
    TRY(auto bundle, read_bundle(sink_, leaf / layout::tile_width, anchor_->newest().size));
    TRY(auto entries, decode_bundle(bundle));
    if (leaf % layout::tile_width >= entries.size()) return fail(Code::corrupt, "audit: an entry is missing");
    found.push_back(std::move(entries[leaf % layout::tile_width]));
  }
  return found;
}

Task<std::vector<Bytes>> Log::State::load(std::vector<LeafIndex> leaves) {
  using Loaded = std::vector<Bytes>;
  const auto loop = co_await boost::asio::this_coro::executor;
  auto start = [this, loop, leaves = std::move(leaves)](Resume<Result<Loaded>> waiter) {
    auto shared = std::make_shared<Resume<Result<Loaded>>>(std::move(waiter));
    auto work = [this, leaves, shared] { resume(std::move(*shared), entry_bytes(leaves)); };
    if (!readers_->try_post(std::move(work))) {
      refuse<Loaded>(loop, std::move(*shared), {Code::unavailable, "audit: too many searches of the log"});
    }
  };
  co_return co_await suspend<Result<Loaded>>(std::move(start));
}

Task<std::optional<Entry>> Log::State::unseal(LeafIndex leaf, Bytes bytes) {
  CO_TRY(const auto view, decode_entry(bytes));
  const Envelope& envelope = view.envelope;
  auto key = co_await sealer_.opening(envelope.tenant, envelope.month, envelope.key_version);
  if (!key && key.error().code == Code::absent) co_return std::optional<Entry>();
  if (!key) co_return std::unexpected(key.error());
  CO_TRY(const auto body, open_entry(view, **key));
  CO_TRY(auto entry, decode_body(body));
  entry.index = leaf;
  entry.sequence = envelope.sequence;
  entry.tenant = envelope.tenant;
  if (index_.aborted(leaf)) entry.outcome = Outcome::aborted;

  std::vector<LeafIndex> others;
  for (unsigned part = 1; envelope.part == 0 && part < envelope.parts; ++part) others.push_back(leaf + part);
  if (!others.empty()) {
    CO_TRY(auto parts, co_await load(others));
    for (std::size_t i = 0; i < parts.size(); ++i) {
      CO_TRY(auto part, co_await unseal(others[i], std::move(parts[i])));
      if (part) std::ranges::move(part->records, std::back_inserter(entry.records));
    }
  }
  co_return std::optional<Entry>(std::move(entry));
}

Task<std::vector<Entry>> Log::State::find(TenantId tenant, std::optional<OwnerId> compartment,
                                          Filter filter) {
  if (compartment) filter.owner = compartment;
  const auto limit = std::min(filter.limit, largest_page);
  LeafIndex before =
      std::min(filter.before.value_or(std::numeric_limits<LeafIndex>::max()), journal_->durable());
  std::vector<Entry> found;
  while (found.size() < limit) {
    const auto leaves =
        index_.candidates(tenant, filter, before, std::min<std::size_t>(round, limit - found.size()));
    if (leaves.empty()) break;
    before = leaves.back();
    CO_TRY(auto entries, co_await load(leaves));
    for (std::size_t i = 0; i < entries.size(); ++i) {
      CO_TRY(auto entry, co_await unseal(leaves[i], std::move(entries[i])));
      if (!entry || !passes(*entry, filter)) continue;
      if (compartment) {
        std::erase_if(entry->records,
                      [&](const EntryRecord& record) { return record.owner != *compartment; });
      }
      found.push_back(*std::move(entry));
    }
  }
  co_return found;
}

}  // namespace salus::audit
