// SPDX-License-Identifier: Apache-2.0
// A person who can sign in, and how that is stored: an operational record, sealed like any other.
#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "crypto/hash.hpp"
#include "crypto/secret.hpp"
#include "policy/vocabulary.hpp"
#include "records/document.hpp"

#include <array>
#include <optional>
#include <string>

namespace salus::identity {

inline constexpr std::string_view account_kind = "Account";

enum class Standing : std::uint8_t { active, suspended };

/// What sessions and tickets begin under: once an account has another one, those of before are over for good.
using Generation = Id<struct GenerationTag>;

/// What an administrator hands over in person, and the person turns into credentials of their own.
struct Invitation {
  crypto::Hash code{};  ///< of 120 random bits, which are shown once
  Time until;
};

struct Account {
  AccountId id;
  TenantId tenant;
  OwnerId owner;  ///< the compartment that is the person's own: their Patient or Practitioner record, else
                  ///< the account
  std::uint64_t version = 0;  ///< of its record; 0 before the first write
  std::string name;
  std::string email;                                      ///< lower case; unique in its clinic
  policy::RoleSet roles;                                  ///< as an administrator gave them
  std::array<std::uint64_t, policy::role_count> since{};  ///< the version in which each role was given
  policy::RoleSet confirmed;  ///< by a privacy officer, since they were given; not of this record
  Standing standing = Standing::active;
  Generation generation;
  std::string password_hash;        ///< Argon2id, PHC string; empty before enrolling
  crypto::SecretBytes totp_secret;  ///< 20 bytes; empty before enrolling
  std::uint64_t enrolled_step = 0;  ///< of the code that proved the authenticator: used up
  std::optional<Invitation> invitation;

  bool enrolled() const { return !password_hash.empty(); }
  /// What the person may do: a role needs whoever gives access and whoever reviews it.
  policy::RoleSet acting() const { return roles & confirmed; }

  /// From the next version on; what is new among them waits to be confirmed, though it was held before.
  void give(policy::RoleSet now);
  /// Ends all that was begun.
  void end_sessions(Random& random) { generation = Generation::random(random); }

  Account clone() const;
};

/// The draft that writes this account's next version, and back.
Result<records::Draft> draft_of(const Account& account);
Result<Account> account_of(TenantId tenant, const records::Document& document);

/// Lower case, one `@`, at most 254 characters of printable ASCII (RFC 5321 §4.5.3.1.3).
Result<std::string> parse_email(std::string_view text);

}  // namespace salus::identity
