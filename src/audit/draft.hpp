// SPDX-License-Identifier: Apache-2.0
// What is to be appended, before it has a place in the log.
#pragma once

#include "audit/entry.hpp"
#include "audit/head.hpp"
#include "envelope.hpp"

namespace salus::audit {

struct Event;

struct Draft {
  EntryKind kind = EntryKind::touch;
  Entry entry;
  BatchId batch;
  std::vector<Head> heads;
};

Draft draft_of(const policy::Circumstance& circumstance, const policy::Exact& scope);
Draft draft_of(const policy::Circumstance& circumstance, const policy::Query& scope);
Draft draft_of(const policy::Circumstance& circumstance, const policy::Mutation& scope, BatchId batch,
               std::vector<Head> heads);
Draft draft_of(const policy::Denial& denial);
Draft draft_of(const Event& event);

struct DraftPart {
  Bytes body;
  std::vector<Head> heads;
};

/// Cuts lists so that each part fits an entry; each repeats who, why and where to. Code::too_large when those
/// alone are beyond reason.
Result<std::vector<DraftPart>> split(Draft draft);

}  // namespace salus::audit
