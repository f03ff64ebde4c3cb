// SPDX-License-Identifier: Apache-2.0
// The directory of accounts: found by e-mail or id, changed by administrators, confirmed by privacy officers.
#pragma once

#include "gate/gate.hpp"
#include "identity/confirmation.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

namespace salus::identity {

/// All accounts of all tenants, in memory; records are the truth. Thread-safe.
class Accounts {
 public:
  Accounts(gate::Gate& gate, const policy::Rules& rules) : gate_(gate), rules_(rules) {}

  /// Reads a tenant's accounts; before its first request.
  Task<void> load(TenantId tenant);

  /// One a clinic at most: nobody learns from an e-mail address who is with another clinic.
  std::vector<Account> named(std::string_view email) const;
  std::optional<Account> find(AccountId id) const;
  std::vector<Account> list(TenantId tenant) const;
  /// Who somebody is, without what they sign in with.
  struct Who {
    std::string name;
    TenantId tenant;
    OwnerId owner;
  };
  std::optional<Who> who(AccountId id) const;

  /// How many clinics there are accounts of.
  std::size_t clinics() const;

  /// Writes a new account or a new version, as `subject`. Code::conflict when the e-mail is taken in this
  /// clinic or another change came first, which the log shows as aborted; Code::unprocessable when the roles
  /// may not be held together (README, promise 7), or when nobody would be left who can confirm anybody: of
  /// officers who leave at once, the last one stays.
  Task<void> save(const policy::Subject& subject, Account account);

  /// From now on the account may act under the roles that it has, with the credentials that it has: those of
  /// version `seen`, Code::conflict when it has another by now. Nobody confirms themselves:
  /// Code::unprocessable, as for an account that hasn't enrolled.
  Task<void> confirm(const policy::Subject& subject, AccountId id, std::uint64_t seen);

 private:
  Task<void> write(const policy::Subject& subject, Account account);
  /// The newest version wins, in whatever order writes come to be known.
  void keep(Account account);
  void keep(Confirmation confirmation);
  /// With those of its roles that were confirmed since they were given; under the lock.
  Account shown(const Account& account) const;
  Confirmation confirmation(AccountId id) const;
  bool confirms_others(const Account& shown) const;
  /// Whether that version takes an officer away; until `stay`, others may not count on them. Refused for the
  /// last.
  Result<bool> leave(const Account& account);
  void stay(AccountId id);

  gate::Gate& gate_;
  const policy::Rules& rules_;
  mutable std::mutex mutex_;
  std::map<AccountId, Account> by_id_;
  std::map<AccountId, Confirmation> confirmations_;
  std::map<std::string, std::set<AccountId>, std::less<>> by_email_;
  std::set<TenantId> clinics_;
  std::set<AccountId> leaving_;  ///< officers whom a write under way takes away
};

}  // namespace salus::identity
