// SPDX-License-Identifier: Apache-2.0
// One event of the audit log, as a privacy officer reads it (45 CFR 164.312(b)).
#pragma once

#include "audit/receipt.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"

#include <optional>
#include <string>
#include <vector>

namespace salus::audit {

enum class Outcome : std::uint8_t { granted, denied, aborted };
std::string_view name(Outcome value);

struct EntryRecord {
  std::string kind;
  RecordId id;
  OwnerId owner;
  std::uint64_t version = 0;
  policy::ClassSet classes;
  policy::Action action =
      policy::Action::read;  ///< done to this record: a batch may create one and update another
  friend bool operator==(const EntryRecord&, const EntryRecord&) = default;
};

/// Queries name no record, only a kind, a compartment and parameter names; their `records` is empty.
struct Entry {
  LeafIndex index = 0;
  std::uint64_t sequence = 0;  ///< within the tenant, without gaps
  Time at;
  TenantId tenant;
  std::string actor;  ///< account id in text, or a component's name
  policy::RoleSet roles;
  std::optional<SessionId> session;
  std::string address;
  std::string device;
  bool background = false;  ///< asked by a page of the person's by itself: no act of theirs
  policy::Action action = policy::Action::read;
  policy::Purpose purpose = policy::Purpose::treatment;
  std::string hop;
  Outcome outcome = Outcome::granted;
  std::string rule;
  std::string
      event;  ///< set instead of records for what isn't a touch of one: "sign-in", "safety-code-differs"
  std::string kind;  ///< of a query
  std::optional<OwnerId> compartment;
  std::vector<std::string> parameters;
  std::vector<EntryRecord> records;
  friend bool operator==(const Entry&, const Entry&) = default;
};

}  // namespace salus::audit
