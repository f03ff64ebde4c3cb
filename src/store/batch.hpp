// SPDX-License-Identifier: Apache-2.0
// What is stored and what a commit says: rows, tokens, claims, and batches of them.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace salus::store {

using RowKey = ByteArray<16>;      ///< HMAC of kind and id: what a dump shows of them
using Version = std::uint64_t;     ///< 1, 2, 3 … per row key
using Token = std::uint64_t;       ///< HMAC of one normalised search value
using Counter = std::uint64_t;     ///< position in a tenant's changes, from 1, without gaps
using Generation = std::uint32_t;  ///< of the KEK under which a row's keys are wrapped

/// What a change says of an erased row.
inline constexpr Version erased_version = 0;

// Bounds; beyond them a call fails with Code::too_large.
inline constexpr std::size_t max_keys = 4'096;                   ///< a get
inline constexpr std::size_t max_operations = 1'024;             ///< a batch
inline constexpr std::size_t max_tokens = 4'096;                 ///< a put, and an expression
inline constexpr std::size_t max_blob = std::size_t{16} << 20;   ///< bytes
inline constexpr std::size_t max_batch = std::size_t{64} << 20;  ///< bytes, over its blobs
inline constexpr std::uint32_t max_page = 1'000;                 ///< rows or changes

enum class State : std::uint8_t { live, deleted };

/// One version of one record.
struct Row {
  RowKey key{};
  Version version = 0;
  State state = State::live;  ///< a deleted version may still carry a (sealed) blob
  Generation generation = 0;  ///< indexed, so that a rewrap finds old rows without a scan
  Bytes blob;
};

/// Adds a version; it must be the newest plus one, else the batch fails with Code::conflict.
struct Put {
  Row row;
  std::vector<Token> tokens;  ///< replaces the row's whole token set; empty for a deleted version
};

/// Removes every version of a row for good, with its tokens and claims: retention and shredding only. Nothing
/// happens to a row that isn't there, but the change is counted.
struct Erase {
  RowKey key{};
};

/// Ties a unique value (a sign-in name, a device) to a row until it is released, or the row erased.
/// Code::conflict when the value is taken, be it by the same row.
struct Claim {
  ByteArray<16> value{};
  RowKey key{};
};
/// Frees a value that the row holds. Code::conflict when it is free, or another row's.
struct Release {
  ByteArray<16> value{};
  RowKey key{};
};

/// Holds when the row's newest version is `version`; 0 means that there is no such row.
struct Expect {
  RowKey key{};
  Version version = 0;
};

/// One transaction of one tenant. Expectations look at the state before it; then come releases, erases, puts,
/// claims, so that a value can pass from row to row. A row is put or erased at most once (Code::invalid).
struct Batch {
  TenantId tenant;
  BatchId id;  ///< fresh; `committed` finds it later, and so recovery learns how an intent ended
  std::vector<Expect> expect;
  std::vector<Put> puts;
  std::vector<Erase> erases;
  std::vector<Claim> claims;
  std::vector<Release> releases;
};

/// What every engine refuses before it looks at its rows. Code::too_large over a bound; Code::invalid for a
/// batch that contradicts itself.
Result<void> check(const Batch& batch);

/// What a commit says: where its changes, puts then erases, stand in the tenant's order. Without any, first
/// is last + 1.
struct Committed {
  Counter first = 0;
  Counter last = 0;
};

/// Conjunction of disjunctions; neither it nor an inner list may be empty (Code::invalid): `scan` lists all.
struct Expression {
  std::vector<std::vector<Token>> all_of;
};

/// Resumes after what the page before returned last. A page ends after `limit` rows, or with the row by which
/// its blobs reach `bytes`: one row at least, if there is one.
struct PageRequest {
  std::optional<RowKey> after;
  std::uint32_t limit = 100;
  std::size_t bytes = std::numeric_limits<std::size_t>::max();
};

struct Change {
  Counter counter = 0;
  RowKey key{};
  Version version = 0;
  BatchId batch;
};

}  // namespace salus::store
