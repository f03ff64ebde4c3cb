// SPDX-License-Identifier: Apache-2.0
// A person who can sign in, and how that is stored: an operational record, sealed like any other.
#pragma once

#include "base/id.hpp"
#include "crypto/secret.hpp"
#include "policy/vocabulary.hpp"
#include "records/document.hpp"

#include <string>

namespace salus::identity {

inline constexpr std::string_view account_kind = "Account";

enum class Standing : std::uint8_t { active, suspended };

struct Account {
  AccountId id;
  TenantId tenant;
  OwnerId owner;  ///< the compartment that is the person's own: their Patient or Practitioner record, else
                  ///< the account
  std::uint64_t version = 0;  ///< of its record; 0 before the first write
  std::string name;
  std::string email;  ///< lower case; unique in its clinic
  policy::RoleSet roles;
  Standing standing = Standing::active;
  std::string password_hash;        ///< Argon2id, PHC string
  crypto::SecretBytes totp_secret;  ///< 20 bytes

  Account clone() const;
};

/// The draft that writes this account's next version, and back.
Result<records::Draft> draft_of(const Account& account);
Result<Account> account_of(TenantId tenant, const records::Document& document);

/// Lower case, one `@`, at most 254 characters of printable ASCII (RFC 5321 §4.5.3.1.3).
Result<std::string> parse_email(std::string_view text);

}  // namespace salus::identity
