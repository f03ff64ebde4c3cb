// SPDX-License-Identifier: Apache-2.0
// The public face of the log.
#include "audit/log.hpp"

#include "state.hpp"

namespace salus::audit {
namespace {

/// "audit-sign" is a standing use, so the log's name and public key stay what auditors have noted.
Task<crypto::SecretBytes> signing_seed(keys::Keyring& keys) {
  const keys::Use use = "audit-sign";
  CO_TRY(co_await keys.current(keys::system_tenant(), use));
  co_return co_await keys.derive(keys::system_tenant(), use, 1,
                                 to_bytes(as_bytes("salus/audit/checkpoint/v1")));
}

}  // namespace

Task<std::unique_ptr<Log>> Log::open(Home home, keys::Keyring& keys, store::Store& store, Clock& clock,
                                     Random& random) {
  Options options;
  co_return co_await open(std::move(home), keys, store, clock, random, std::move(options));
}

Task<std::unique_ptr<Log>> Log::open(Home home, keys::Keyring& keys, store::Store& store, Clock& clock,
                                     Random& random, Options options) {
  CO_TRY(auto seed, co_await signing_seed(keys));
  auto state = std::make_unique<State>(home, keys, clock, random, options, Signer(std::move(seed)));
  CO_TRY(co_await state->recover(std::move(home), store));
  co_return std::unique_ptr<Log>(new Log(std::move(state)));
}

Log::Log(std::unique_ptr<State> state) : state_(std::move(state)) {}
Log::~Log() = default;

Task<Receipt<policy::Exact>> Log::append(policy::Grant<policy::Exact> grant) {
  auto draft = draft_of(grant.circumstance(), grant.scope());
  CO_TRY(const auto index, co_await state_->write(std::move(draft)));
  co_return Receipt<policy::Exact>(std::move(grant), index);
}

Task<Receipt<policy::Query>> Log::append(policy::Grant<policy::Query> grant) {
  auto draft = draft_of(grant.circumstance(), grant.scope());
  CO_TRY(const auto index, co_await state_->write(std::move(draft)));
  co_return Receipt<policy::Query>(std::move(grant), index);
}

Task<Receipt<policy::Mutation>> Log::append(policy::Grant<policy::Mutation> grant, BatchId batch,
                                            std::vector<Head> heads) {
  auto draft = draft_of(grant.circumstance(), grant.scope(), batch, std::move(heads));
  CO_TRY(const auto index, co_await state_->write(std::move(draft)));
  co_return Receipt<policy::Mutation>(std::move(grant), index);
}

Task<void> Log::append(policy::Denial denial) {
  auto draft = draft_of(denial);
  CO_TRY(co_await state_->write(std::move(draft)));
  co_return Result<void>();
}

Task<void> Log::append(Event event) {
  auto draft = draft_of(event);
  CO_TRY(co_await state_->write(std::move(draft)));
  co_return Result<void>();
}

void Log::committed(TenantId tenant, BatchId batch) {
  state_->heads().commit(tenant, batch);
}
Task<void> Log::aborted(TenantId tenant, BatchId batch) {
  co_return co_await state_->abort(tenant, batch);
}

std::optional<Head> Log::head(TenantId tenant, const store::RowKey& key) const {
  return state_->heads().head(tenant, key);
}

Moment Log::moment() const {
  return state_->heads().now();
}

Result<void> Log::matches(TenantId tenant, const store::RowKey& key,
                          const std::optional<store::Row>& row) const {
  return matches(tenant, key, row, moment());
}

Result<void> Log::matches(TenantId tenant, const store::RowKey& key, const std::optional<store::Row>& row,
                          Moment since) const {
  std::optional<Head> found;
  if (row) found = head_of(*row);
  const bool same_row = !row || row->key == key;
  if (same_row && state_->heads().holds(tenant, key, found, since)) return {};
  return fail(Code::corrupt, "audit: a row isn't what the log says");
}

Task<Opened<std::vector<Entry>>> Log::find(Receipt<policy::Query> receipt, Filter filter) {
  if (receipt.scope().kind.view() != "AuditEvent")
    co_return fail(Code::forbidden, "audit: a receipt for something else");
  const auto tenant = receipt.circumstance().tenant;
  const auto compartment = receipt.scope().compartment;
  CO_TRY(auto entries, co_await state_->find(tenant, compartment, std::move(filter)));
  policy::Phi<std::vector<Entry>> content(std::move(entries));
  co_return Opened<std::vector<Entry>>(receipt.circumstance().hop, std::move(content));
}

Status Log::status() const {
  return state_->status();
}
Result<void> Log::takes_entries() const {
  return state_->takes_entries();
}
Task<void> Log::flush() {
  co_return co_await state_->flush();
}
void Log::stop() {
  state_->stop();
}

}  // namespace salus::audit
