// SPDX-License-Identifier: Apache-2.0
// From drafts to a batch that can be committed: parts sealed, padded, tokens and claims in place.
#include "base/codec.hpp"
#include "crypto/aead.hpp"
#include "crypto/hash.hpp"
#include "format.hpp"
#include "records/vault.hpp"

namespace salus::records {
namespace {

const keys::Use header_use = "operational";

policy::ClassSet classes_of(const Draft& draft) {
  policy::ClassSet present;
  for (const Member& member : draft.members) present.add(member.sensitivity);
  return present;
}

// An owner is born with the record that bears its id: a Patient, a Practitioner.
bool bears_owner(const Draft& draft) {
  return draft.record.version == 1 && std::ranges::equal(draft.record.id.bytes(), draft.record.owner.bytes());
}

}  // namespace

Outline Vault::outline(const policy::Phi<Draft>& draft) const {
  const Draft& inside = draft.reveal(policy::PhiAccess{});
  return {inside.record, classes_of(inside), inside.labels};
}

Task<store::Row> Vault::seal_row(TenantId tenant, const Draft& draft, store::State state) {
  Header header{draft.record, clock_.now(), draft.labels, {}};
  Bytes parts;
  const policy::ClassSet present = state == store::State::live ? classes_of(draft) : policy::ClassSet{};
  for (int i = 0; i < policy::class_count; ++i) {
    const auto sensitivity = static_cast<policy::Class>(i);
    if (!present.has(sensitivity)) continue;
    const keys::Use use(policy::name(sensitivity));
    CO_TRY(const auto version, co_await keys_.current(tenant, use));
    const Bytes tuple = part_tuple(tenant, draft.record, sensitivity, version);
    CO_TRY(const auto key, co_await keys_.derive(tenant, use, version, draft.record.owner, tuple));
    const Bytes sealed = crypto::aead_seal(key, tuple, encode_part(draft.members, sensitivity), random_);
    header.parts.push_back({sensitivity, version, static_cast<std::uint32_t>(sealed.size())});
    parts.insert(parts.end(), sealed.begin(), sealed.end());
  }

  store::Row row;
  CO_TRY(row.key, co_await row_key(tenant, draft.record.kind, draft.record.id));
  row.version = draft.record.version;
  row.state = state;
  CO_TRY(row.generation, co_await keys_.generation(tenant));
  CO_TRY(const auto version, co_await keys_.current(tenant, header_use));
  const Bytes tuple = header_tuple(tenant, row.key, row.version, version);
  CO_TRY(const auto key, co_await keys_.derive(tenant, header_use, version, tuple));
  const Bytes sealed = crypto::aead_seal(key, tuple, encode(header), random_);

  Encoder blob;
  blob.u8(format_version).u32(version).u16(static_cast<std::uint16_t>(sealed.size())).raw(sealed).raw(parts);
  row.blob = std::move(blob).bytes();
  const std::size_t size = row.blob.size();
  row.blob.resize(padded_size(size));
  random_.fill(std::span(row.blob).subspan(size));
  co_return row;
}

Task<SealedBatch> Vault::seal(TenantId tenant, std::vector<Change> changes, std::vector<Unique> unique) {
  SealedBatch sealed;
  sealed.batch_.tenant = tenant;
  sealed.batch_.id = BatchId::random(random_);
  for (const Change& change : changes) {
    const Draft& draft = change.draft.reveal(policy::PhiAccess{});
    if (bears_owner(draft)) CO_TRY(co_await keys_.create_owner(tenant, draft.record.owner));
    const bool live = change.what == Change::Kind::put;
    CO_TRY(auto row, co_await seal_row(tenant, draft, live ? store::State::live : store::State::deleted));
    std::vector<store::Token> row_tokens;
    if (live) {
      CO_TRY(row_tokens, co_await tokens(tenant, draft));
    }
    sealed.heads_.push_back(audit::head_of(row));
    sealed.batch_.expect.push_back({row.key, change.expected});
    sealed.batch_.puts.push_back({std::move(row), std::move(row_tokens)});
  }
  for (const Unique& value : unique) {
    CO_TRY(const auto claim, co_await claim_key(tenant, value.name, value.value));
    CO_TRY(const auto holder, co_await row_key(tenant, value.kind, value.record));
    if (value.what == Unique::Kind::release) {
      sealed.batch_.releases.push_back({claim, holder});
    } else {
      sealed.batch_.claims.push_back({claim, holder});
    }
  }
  // What the store would refuse gets no intent.
  CO_TRY(store::check(sealed.batch_));
  co_return sealed;
}

Task<void> Vault::commit(audit::Receipt<policy::Mutation> receipt, SealedBatch batch) {
  const TenantId tenant = batch.batch_.tenant;
  const BatchId id = batch.batch_.id;
  if (receipt.circumstance().tenant != tenant)
    co_return fail(Code::internal, "records: receipt of another tenant");
  const auto done = co_await store_.commit(std::move(batch.batch_));
  bool happened = done.has_value();
  if (!done && done.error().code == Code::corrupt) co_return std::unexpected(done.error());
  if (!done && done.error().code == Code::unavailable) {
    // The answer may be lost. A store that can't tell how it ended leaves the intent to recovery.
    CO_TRY(happened, co_await store_.committed(tenant, id));
  }
  if (happened) {
    log_.committed(tenant, id);
    co_return Result<void>{};
  }
  CO_TRY(co_await log_.aborted(tenant, id));
  co_return std::unexpected(done.error());
}

}  // namespace salus::records
