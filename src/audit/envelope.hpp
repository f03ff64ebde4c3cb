// SPDX-License-Identifier: Apache-2.0
// The plain part of an entry: what recovery and `verify` need without any key, and nothing that names a
// person.
#pragma once

#include "audit/head.hpp"
#include "audit/receipt.hpp"
#include "base/clock.hpp"
#include "keys/keys.hpp"

#include <vector>

namespace salus::audit {

enum class EntryKind : std::uint8_t {
  touch = 1,  ///< records that were opened
  query,      ///< looking for matches
  intent,     ///< a batch that is about to be committed
  aborted,    ///< it wasn't
  denial,
  event,
  settled,  ///< carries nothing but the watermark, when a quiet log has one to tell
};

/// Months since January 1970, UTC: bodies are sealed a tenant and month, and forgotten so.
using Month = std::uint16_t;
Month month_of(Time at);

struct Envelope {
  EntryKind kind = EntryKind::touch;
  TenantId tenant;
  std::uint64_t sequence = 0;  ///< of the tenant's entries, from 0, without gaps
  Month month = 0;
  /// Every intent below this index has ended, and unless an `aborted` entry says otherwise was committed. So
  /// recovery never asks the store about it, and a database that was rolled back is noticed.
  LeafIndex settled = 0;
  std::uint16_t part = 0;  ///< a list too long for one entry continues in the next ones
  std::uint16_t parts = 1;
  keys::Version key_version = 0;  ///< 0: there is no sealed body
  crypto::Hash commitment{};      ///< of the key that seals the body: one ciphertext can't open under two
  BatchId batch;                  ///< of an intent or its `aborted`
  std::vector<Head> heads;        ///< that an intent will make
};

/// The first byte is the version of the format, 1. Authenticated with the sealed body, which follows it.
Bytes encode(const Envelope& envelope);

struct EntryView {
  Envelope envelope;
  ByteView plain;   ///< the envelope as encoded
  ByteView sealed;  ///< the rest
};

/// Strict: what it accepts, `encode` gives back byte for byte.
Result<EntryView> decode_entry(ByteView entry);

}  // namespace salus::audit
