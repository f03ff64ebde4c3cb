// SPDX-License-Identifier: Apache-2.0
// Loads, finds, saves and confirms accounts.
#include "identity/accounts.hpp"

namespace salus::identity {

Task<void> Accounts::load(TenantId tenant) {
  records::Lookup lookup;
  CO_TRY(lookup.kind, policy::Kind::parse(account_kind));
  CO_TRY(const auto documents, co_await gate_.open_operational(tenant, std::move(lookup)));
  for (const records::Document& document : documents) {
    CO_TRY(auto account, account_of(tenant, document));
    keep(std::move(account));
  }
  records::Lookup spoken_for;
  CO_TRY(spoken_for.kind, policy::Kind::parse(confirmation_kind));
  CO_TRY(const auto confirmations, co_await gate_.open_operational(tenant, std::move(spoken_for)));
  for (const records::Document& document : confirmations) {
    CO_TRY(auto confirmation, confirmation_of(document));
    keep(std::move(confirmation));
  }
  co_return Result<void>{};
}

std::vector<Account> Accounts::named(std::string_view email) const {
  std::vector<Account> accounts;
  const std::scoped_lock lock(mutex_);
  const auto ids = by_email_.find(email);
  if (ids == by_email_.end()) return accounts;
  for (const AccountId id : ids->second) accounts.push_back(shown(by_id_.at(id)));
  return accounts;
}

std::size_t Accounts::clinics() const {
  const std::scoped_lock lock(mutex_);
  return clinics_.size();
}

std::optional<Account> Accounts::find(AccountId id) const {
  const std::scoped_lock lock(mutex_);
  const auto account = by_id_.find(id);
  if (account == by_id_.end()) return std::nullopt;
  return shown(account->second);
}

std::optional<Accounts::Who> Accounts::who(AccountId id) const {
  const std::scoped_lock lock(mutex_);
  const auto account = by_id_.find(id);
  if (account == by_id_.end()) return std::nullopt;
  return Who{account->second.name, account->second.tenant, account->second.owner};
}

std::vector<Account> Accounts::list(TenantId tenant) const {
  std::vector<Account> accounts;
  const std::scoped_lock lock(mutex_);
  for (const auto& [id, account] : by_id_) {
    if (account.tenant == tenant) accounts.push_back(shown(account));
  }
  return accounts;
}

Task<void> Accounts::save(const policy::Subject& subject, Account account) {
  if (policy::tenant_of(subject) != account.tenant)
    co_return fail(Code::forbidden, "identity: another clinic's account");
  if (rules_.conflict(account.roles)) {
    co_return fail(Code::unprocessable, "identity: these roles may not be held together");
  }
  CO_TRY(const bool leaves, leave(account));
  const AccountId id = account.id;
  auto written = co_await write(subject, std::move(account));
  if (leaves) stay(id);
  co_return written;
}

Task<void> Accounts::write(const policy::Subject& subject, Account account) {
  gate::Write write;
  CO_TRY(auto draft, draft_of(account));
  const RecordId record = draft.record.id;
  records::Unique email;
  email.name = "email";
  email.value = account.email;
  email.record = record;
  email.kind = draft.record.kind;
  if (account.version == 0) write.unique.push_back(std::move(email));
  write.changes.push_back(records::Change{policy::Phi(std::move(draft)), account.version});
  CO_TRY(
      co_await gate_.write(subject, policy::Purpose::operations, hop::application_store, std::move(write)));
  ++account.version;
  keep(std::move(account));
  co_return Result<void>{};
}

bool Accounts::confirms_others(const Account& shown) const {
  return shown.standing == Standing::active && shown.enrolled() &&
         shown.acting().has(policy::Role::privacy_officer);
}

Result<bool> Accounts::leave(const Account& account) {
  const std::scoped_lock lock(mutex_);
  const auto held = by_id_.find(account.id);
  if (held == by_id_.end() || !confirms_others(shown(held->second)) || confirms_others(shown(account)))
    return false;
  for (const auto& [id, other] : by_id_) {
    if (id == account.id || other.tenant != account.tenant || leaving_.contains(id)) continue;
    if (!confirms_others(shown(other))) continue;
    leaving_.insert(account.id);
    return true;
  }
  return fail(Code::unprocessable, "identity: the clinic's last privacy officer");
}

void Accounts::stay(AccountId id) {
  const std::scoped_lock lock(mutex_);
  leaving_.erase(id);
}

Task<void> Accounts::confirm(const policy::Subject& subject, AccountId id, std::uint64_t seen) {
  const auto account = find(id);
  if (!account || account->tenant != policy::tenant_of(subject))
    co_return fail(Code::absent, "identity: no such account");
  const auto* person = std::get_if<policy::Person>(&subject);
  if (!account->enrolled() || (person && person->account() == id)) {
    co_return fail(Code::unprocessable, "identity: nothing that this person may confirm");
  }
  if (account->version != seen) co_return fail(Code::conflict, "identity: the account is another by now");
  Confirmation now = confirmation(id);
  now.account = id;
  now.owner = account->owner;
  now.seen = seen;
  now.roles = account->roles;
  CO_TRY(auto draft, draft_of(now));
  gate::Write write;
  write.changes.push_back(records::Change{policy::Phi(std::move(draft)), now.version});
  CO_TRY(
      co_await gate_.write(subject, policy::Purpose::operations, hop::application_store, std::move(write)));
  ++now.version;
  keep(std::move(now));
  co_return Result<void>{};
}

Account Accounts::shown(const Account& account) const {
  Account copy = account.clone();
  const auto found = confirmations_.find(account.id);
  copy.confirmed = {};
  if (found == confirmations_.end()) return copy;
  for (int i = 0; i < policy::role_count; ++i) {
    const auto role = static_cast<policy::Role>(i);
    if (found->second.roles.has(role) && copy.since[static_cast<std::size_t>(i)] <= found->second.seen)
      copy.confirmed.add(role);
  }
  return copy;
}

Confirmation Accounts::confirmation(AccountId id) const {
  const std::scoped_lock lock(mutex_);
  const auto found = confirmations_.find(id);
  return found == confirmations_.end() ? Confirmation() : found->second;
}

void Accounts::keep(Confirmation confirmation) {
  const std::scoped_lock lock(mutex_);
  Confirmation& held = confirmations_[confirmation.account];
  if (held.version < confirmation.version) held = std::move(confirmation);
}

void Accounts::keep(Account account) {
  const std::scoped_lock lock(mutex_);
  Account& held = by_id_[account.id];
  if (held.version >= account.version) return;
  by_email_[account.email].insert(account.id);
  clinics_.insert(account.tenant);
  held = std::move(account);
}

}  // namespace salus::identity
