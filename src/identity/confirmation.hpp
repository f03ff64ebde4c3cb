// SPDX-License-Identifier: Apache-2.0
// A privacy officer's word that an account is who it says: 45 CFR 164.308(a)(3)(ii)(B), workforce clearance.
// A record of its own kind, so that roles.toml can let officers write it and administrators not.
#pragma once

#include "identity/account.hpp"

namespace salus::identity {

inline constexpr std::string_view confirmation_kind = "Confirmation";

struct Confirmation {
  AccountId account;
  OwnerId owner;
  std::uint64_t version = 0;  ///< of its record; 0 before the first write
  std::uint64_t seen = 0;     ///< the account's version that the officer saw; nothing given later is meant
  policy::RoleSet roles;
};

/// The draft that writes its next version, and back.
Result<records::Draft> draft_of(const Confirmation& confirmation);
Result<Confirmation> confirmation_of(const records::Document& document);

}  // namespace salus::identity
