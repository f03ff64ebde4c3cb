// SPDX-License-Identifier: Apache-2.0
// Reads the bodies of the accounts page.
#include "account_body.hpp"

#include "base/json_fields.hpp"

#include <cmath>

namespace salus::portal {
namespace {

constexpr std::size_t longest_role = 40;

Result<policy::RoleSet> roles_of(const JsonFields& fields) {
  TRY(const auto words, fields.strings("roles", policy::role_count, longest_role));
  policy::RoleSet roles;
  for (const std::string& word : words) {
    const auto role = policy::from_name<policy::Role>(word);
    if (!role || roles.has(*role)) return fail(Code::invalid, "portal: not a list of roles");
    roles.add(*role);
  }
  if (roles.empty()) return fail(Code::invalid, "portal: an account needs a role");
  return roles;
}

}  // namespace

Result<NewAccount> new_account(const policy::Phi<Bytes>& body) {
  NewAccount account;
  const auto read = body.try_map([&account](const Bytes& bytes) -> Result<bool> {
    TRY(const auto fields, JsonFields::parse(bytes, {"name", "email", "roles"}));
    TRY(account.name, fields.string("name", 1, 120));
    TRY(const auto email, fields.string("email", 3, 254));
    TRY(account.email, identity::parse_email(email));
    TRY(account.roles, roles_of(fields));
    return true;
  });
  if (!read) return std::unexpected(read.error());
  return account;
}

Result<AccountChange> account_change(const policy::Phi<Bytes>& body) {
  AccountChange change;
  const auto read = body.try_map([&change](const Bytes& bytes) -> Result<bool> {
    TRY(const auto fields, JsonFields::parse(bytes, {"roles", "active"}));
    if (fields.has("roles")) {
      TRY(change.roles, roles_of(fields));
    }
    TRY(change.active, fields.optional_boolean("active"));
    return true;
  });
  if (!read) return std::unexpected(read.error());
  if (!change.roles && !change.active) return fail(Code::invalid, "portal: nothing to change");
  return change;
}

Result<std::uint64_t> confirmed_version(const policy::Phi<Bytes>& body) {
  std::uint64_t version = 0;
  const auto read = body.try_map([&version](const Bytes& bytes) -> Result<bool> {
    TRY(const auto fields, JsonFields::parse(bytes, {"version"}));
    TRY(const auto seen, fields.optional_number("version", 1, 1e9));
    if (!seen || *seen != std::floor(*seen)) return fail(Code::invalid, "portal: no version of an account");
    version = static_cast<std::uint64_t>(*seen);
    return true;
  });
  if (!read) return std::unexpected(read.error());
  return version;
}

}  // namespace salus::portal
