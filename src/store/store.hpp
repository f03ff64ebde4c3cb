// SPDX-License-Identifier: Apache-2.0
// The front door of store: versioned blobs, search tokens and unique claims, committed in all-or-nothing
// batches.
//
// The store knows no medicine and no keys but its own: row keys are HMACs, blobs are sealed, tokens are
// 64-bit HMACs. Everything leads with the tenant. Engines are interchangeable; one conformance suite
// (`tests/conformance.hpp`) holds them to this contract.
#pragma once

#include "base/task.hpp"
#include "crypto/secret.hpp"
#include "store/batch.hpp"

#include <filesystem>
#include <functional>
#include <memory>

namespace salus::store {

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
  std::size_t wal_bytes = std::size_t{16} << 20;    ///< WAL from which it is moved into the main file
  std::function<void()> fenced =
      {};  ///< called once, on the writing thread, when an I/O error has fenced the engine
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
