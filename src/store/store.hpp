// SPDX-License-Identifier: Apache-2.0
// The front door of store: versioned blobs, search tokens and unique claims, committed in all-or-nothing
// batches.
//
// The store knows no medicine and no keys but its own: row keys are HMACs, blobs are sealed, tokens are
// 64-bit HMACs. Everything leads with the tenant. Engines are interchangeable; one conformance suite
// (`store/conformance.hpp`) holds them to this contract.
#pragma once

#include "base/id.hpp"
#include "base/task.hpp"
#include "crypto/secret.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <variant>
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
/// Frees a value, whoever holds it; nothing happens to a free one. Guard it with an Expect.
struct Release {
  ByteArray<16> value{};
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

/// Thread-safe; each call resumes on its caller's executor. Every failure but those named is
/// Code::unavailable (try later) or Code::corrupt (stop). Limits of pages are 1 … max_page. A read sees every
/// commit that was answered before it began, shows one moment, and waits for no writer.
///
/// After an I/O error the engine is fenced: every call fails with Code::unavailable, and nothing is tried
/// again, since a second sync may call durable what the first one lost. The process should exit; opening the
/// store anew recovers.
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
  /// All or nothing, and durable when it returns. Code::conflict when an expectation, a version or a claim
  /// fails: nothing happened; so too when a batch of this id was committed before. Code::unavailable may
  /// follow a lost answer: `committed` tells how it ended.
  virtual Task<Committed> commit(Batch batch) = 0;
  /// Whether the batch with this id was committed.
  virtual Task<bool> committed(TenantId tenant, BatchId batch) = 0;
  /// Newest versions of all rows, deleted ones included, by row key.
  virtual Task<std::vector<Row>> scan(TenantId tenant, PageRequest page) = 0;
  /// Newest versions whose generation is below the one named, oldest generation first, deleted ones included.
  virtual Task<std::vector<Row>> older_than(TenantId tenant, Generation generation, std::uint32_t limit) = 0;
  /// What was committed after `cursor`, in order, without gaps.
  virtual Task<std::vector<Change>> changes(TenantId tenant, Counter cursor, std::uint32_t limit) = 0;
  /// Finishes what was accepted and closes; later calls fail with Code::unavailable. Blocks; not on an event
  /// loop.
  virtual void stop() = 0;
};

struct EmbeddedOptions {
  std::size_t readers = 2;                          ///< read connections, one a thread that reads
  std::size_t cache_bytes = std::size_t{64} << 20;  ///< page cache of each connection
};

/// SQLCipher 4 with a raw 256-bit key: WAL, 8 KiB pages, `synchronous=FULL`, one writer that group-commits
/// whatever arrived while the last sync ran. With an empty key the file is plain SQLite: for the key file,
/// whose rows are wrapped one by one. Reads run inline on the calling thread. The files (-wal, -shm, -lock
/// beside the main one) have mode 0600, and one process at a time may own them (Code::unavailable). Stop it
/// before the event loops end. Code::corrupt for a wrong key, Code::unsupported for a file of another version
/// of the program.
Result<std::unique_ptr<Store>> open_embedded(const std::filesystem::path& file,
                                             const crypto::SecretBytes& key, EmbeddedOptions options = {});

}  // namespace salus::store
