// SPDX-License-Identifier: Apache-2.0
// What administrators and privacy officers write about accounts. Staff's names, addresses and roles are no
// PHI, so they leave the wrapping that every request's body has; nothing else of a body does.
#pragma once

#include "identity/account.hpp"
#include "policy/phi.hpp"

#include <optional>

namespace salus::portal {

struct NewAccount {
  std::string name;
  std::string email;
  policy::RoleSet roles;
};
/// Code::invalid for what the schema refuses.
Result<NewAccount> new_account(const policy::Phi<Bytes>& body);

struct AccountChange {
  std::optional<policy::RoleSet> roles;
  std::optional<bool> active;
};
Result<AccountChange> account_change(const policy::Phi<Bytes>& body);

/// The version of the account that an officer saw and confirms.
Result<std::uint64_t> confirmed_version(const policy::Phi<Bytes>& body);

}  // namespace salus::portal
