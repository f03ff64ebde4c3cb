// SPDX-License-Identifier: Apache-2.0
// A session as an operational record.
#pragma once

#include "base/clock.hpp"
#include "crypto/hash.hpp"
#include "identity/account.hpp"
#include "records/document.hpp"

namespace salus::identity {

inline constexpr std::string_view session_kind = "Session";

struct SessionRecord {
  AccountId account;
  Generation generation;
  crypto::Hash token{};  ///< all zero once it was signed out of
  std::string csrf;
  std::string address;
  std::string device;
  Time began;
  Time seen;
  std::uint64_t code_step = 0;
  bool locked = false;
};

records::Draft draft_of(const SessionRecord& session, policy::RecordRef record);
Result<SessionRecord> session_of(const records::Document& document);

}  // namespace salus::identity
