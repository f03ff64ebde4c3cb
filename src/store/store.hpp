// SPDX-License-Identifier: Apache-2.0
// The front door of store: versioned blobs, search tokens and unique claims, committed in all-or-nothing batches.
//
// The store knows no medicine and no keys but its own: row keys are HMACs, blobs are sealed, tokens are 64-bit HMACs.
// Everything leads with the tenant. Engines are interchangeable; one conformance suite (`store/conformance.hpp`)
// holds them to this contract.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "base/id.hpp"
#include "base/task.hpp"
#include "crypto/secret.hpp"

namespace salus::store {

using RowKey = ByteArray<16>;      ///< HMAC of kind and id: what a dump shows of them
using Version = std::uint64_t;     ///< 1, 2, 3 … per row key
using Token = std::uint64_t;       ///< HMAC of one normalised search value
using Counter = std::uint64_t;     ///< position in a tenant's changes, from 1, without gaps
using Generation = std::uint32_t;  ///< of the KEK under which a row's keys are wrapped

enum class State : std::uint8_t { live, deleted };

/// One version of one record.
struct Row {
  RowKey key{};
  Version version = 0;
  State state = State::live;     ///< a deleted version may still carry a (sealed) blob
  Generation generation = 0;     ///< indexed, so that a rewrap finds old rows without a scan
  Bytes blob;
};

/// Adds a version; it must be the newest plus one, else the batch fails with Code::conflict.
struct Put {
  Row row;
  std::vector<Token> tokens;  ///< replaces the row's whole token set; empty for a deleted version
};

/// Removes every version of a row for good, with its tokens and claims: retention and shredding only.
struct Erase {
  RowKey key{};
};

/// Ties a unique value (a sign-in name, a device) to a row until that row releases it.
struct Claim {
  ByteArray<16> value{};
  RowKey key{};
};
struct Release {
  ByteArray<16> value{};
};

/// Holds when the row's newest version is `version`; 0 means that there is no such row.
struct Expect {
  RowKey key{};
  Version version = 0;
};

/// One transaction of one tenant.
struct Batch {
  TenantId tenant;
  BatchId id;  ///< fresh; `committed` finds it later, and so recovery learns how an intent ended
  std::vector<Expect> expect;
  std::vector<Put> puts;
  std::vector<Erase> erases;
  std::vector<Claim> claims;
  std::vector<Release> releases;
};

/// What a commit says: where its changes stand in the tenant's order.
struct Committed {
  Counter first = 0;
  Counter last = 0;
};

/// Conjunction of disjunctions; each inner list holds at least one token.
struct Expression {
  std::vector<std::vector<Token>> all_of;
};

/// Resumes after what the page before returned last.
struct PageRequest {
  std::optional<RowKey> after;
  std::uint32_t limit = 100;
};

struct Change {
  Counter counter = 0;
  RowKey key{};
  Version version = 0;
  BatchId batch;
};

/// Thread-safe; each call resumes on its caller's executor. Every failure but those named is Code::unavailable (try
/// later) or Code::corrupt (stop). Bounds: 4,096 keys a get, 1,024 operations a batch, 16 MiB a blob, 1,000 a page.
class Store {
 public:
  virtual ~Store() = default;

  /// The newest version of each key, in the order asked, deleted ones included; nothing where there is none.
  virtual Task<std::vector<std::optional<Row>>> get(TenantId tenant, std::vector<RowKey> keys) = 0;
  /// One particular version.
  virtual Task<std::optional<Row>> get_version(TenantId tenant, RowKey key, Version version) = 0;
  /// Live rows whose newest version carries the tokens, by row key. Hits are candidates: check after opening.
  virtual Task<std::vector<Row>> find(TenantId tenant, Expression expression, PageRequest page) = 0;
  /// The row that holds a claim.
  virtual Task<std::optional<RowKey>> claimed(TenantId tenant, ByteArray<16> value) = 0;
  /// All versions of one row, newest first; `before` resumes below that version.
  virtual Task<std::vector<Row>> history(TenantId tenant, RowKey key, std::optional<Version> before,
                                         std::uint32_t limit) = 0;
  /// All or nothing, and durable when it returns. Code::conflict when an expectation, a version or a claim fails:
  /// nothing happened. Code::unavailable may follow a lost answer: `committed` tells how it ended.
  virtual Task<Committed> commit(Batch batch) = 0;
  /// Whether the batch with this id was committed.
  virtual Task<bool> committed(TenantId tenant, BatchId batch) = 0;
  /// Newest versions of all rows, deleted ones included, by row key.
  virtual Task<std::vector<Row>> scan(TenantId tenant, PageRequest page) = 0;
  /// Newest versions whose generation is below the one named.
  virtual Task<std::vector<Row>> older_than(TenantId tenant, Generation generation, std::uint32_t limit) = 0;
  /// What was committed after `cursor`, in order, without gaps.
  virtual Task<std::vector<Change>> changes(TenantId tenant, Counter cursor, std::uint32_t limit) = 0;
  /// Finishes what was accepted and closes; later calls fail with Code::unavailable. Blocks; not on an event loop.
  virtual void stop() = 0;
};

struct EmbeddedOptions {
  std::size_t readers = 2;                             ///< read connections, one a core
  std::size_t cache_bytes = std::size_t{64} << 20;     ///< page cache of each connection
};

/// SQLCipher 4 with a raw 256-bit key: WAL, 8 KiB pages, `synchronous=FULL`, one writer that group-commits whatever
/// arrived while the last sync ran. With an empty key the file is plain SQLite: for the key file, whose rows are
/// wrapped one by one. Reads run inline on the calling thread.
Result<std::unique_ptr<Store>> open_embedded(const std::filesystem::path& file, const crypto::SecretBytes& key,
                                             EmbeddedOptions options = {});

}  // namespace salus::store
