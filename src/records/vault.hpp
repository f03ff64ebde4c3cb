// SPDX-License-Identifier: Apache-2.0
// Seals drafts into rows, finds rows by tokens, and opens them against a receipt.
#pragma once

#include "audit/log.hpp"
#include "base/random.hpp"
#include "policy/phi.hpp"
#include "policy/rules.hpp"
#include "records/document.hpp"
#include "records/sealed.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace salus::records {

/// What a search looks for: a kind, in one owner's compartment, in those of several, or across the tenant,
/// and values of which each inner list must match once. Across the tenant only the parameters of
/// policy/search.toml can be used.
struct Lookup {
  policy::Kind kind;
  std::optional<OwnerId> compartment;
  std::vector<OwnerId> owners;  ///< without a compartment: of these owners only
  std::vector<std::vector<SearchValue>> all_of;
  bool by_id = false;                        ///< only the records of `ids`, whatever values they have
  std::vector<RecordId> ids;                 ///< at most 100
  std::uint32_t limit = 1000;                ///< candidates opened at most, of all owners together
  std::size_t bytes = std::size_t{8} << 20;  ///< sealed; the candidate that reaches it is the last one opened
};

/// One record to write. `expected` is the version it replaces, 0 for a new record; `remove` writes a
/// tombstone.
struct Change {
  enum class Kind : std::uint8_t { put, remove };
  policy::Phi<Draft> draft;
  std::uint64_t expected = 0;
  Kind what = Kind::put;
};

/// A value that at most one record of the tenant may hold: a sign-in name, a slot. Only the record that holds
/// it can release it.
struct Unique {
  enum class Kind : std::uint8_t { claim, release };
  std::string name;
  std::string value;
  RecordId record;
  policy::Kind kind;
  Kind what = Kind::claim;
};

/// What a draft says of itself without being opened.
struct Outline {
  policy::RecordRef record;
  policy::ClassSet present;
  policy::ClassSet labels;
};

/// Thread-safe. Every row that is read is held against the head that the audit log knows: a stale, swapped,
/// moved or missing one is Code::corrupt, and a search leaves it out and counts it. Formats and key
/// derivation: docs/decisions/0004-sealed-record.md.
class Vault {
 public:
  Vault(const policy::Rules& rules, keys::Keyring& keys, store::Store& store, audit::Log& log,
        const Clock& clock, Random& random);

  Task<std::optional<Sealed>> locate(TenantId tenant, policy::Kind kind, RecordId id);
  Task<std::optional<Sealed>> locate(TenantId tenant, policy::Kind kind, RecordId id, std::uint64_t version);
  /// Every version, newest first.
  Task<std::vector<Sealed>> versions(TenantId tenant, policy::Kind kind, RecordId id);

  /// Opens candidates with the classes that the query may evaluate and keeps those for which `matches` holds,
  /// by `rank` if there is one: the smaller, the earlier.
  Task<Matches> search(audit::Receipt<policy::Query> receipt, Lookup lookup,
                       std::function<bool(const Document&)> matches,
                       std::function<std::int64_t(const Document&)> rank);

  /// Opens exactly what the receipt names: one Sealed for each of its items, in their order, of the same
  /// owner and version (else Code::internal), and of no kind whose strictest class is `operational`:
  /// accounts, sessions and relations are never disclosed. Tombstones give a Document without members.
  Task<audit::Opened<std::vector<Document>>> open(audit::Receipt<policy::Exact> receipt,
                                                  std::vector<Sealed> sealed);

  Outline outline(const policy::Phi<Draft>& draft) const;
  /// Makes an owner's key when a draft bears the owner's own id, then seals all of them under the newest
  /// keys.
  Task<SealedBatch> seal(TenantId tenant, std::vector<Change> changes, std::vector<Unique> unique);
  /// Code::conflict when an expectation or a claim failed: nothing happened, and the log says so.
  Task<void> commit(audit::Receipt<policy::Mutation> receipt, SealedBatch batch);

  /// Accounts, sessions and relations: records whose one class is `operational`, opened before there is a
  /// subject: all that match, whatever the lookup's limit. Anything else is Code::internal. They can't become
  /// FHIR: this type has no way to `disclose`.
  Task<std::vector<Document>> operational(TenantId tenant, Lookup lookup);
  Task<std::optional<Document>> operational(TenantId tenant, policy::Kind kind, RecordId id);

  /// Whether a unique value is taken.
  Task<bool> claimed(TenantId tenant, std::string name, std::string value);

 private:
  friend Result<Bytes> disclose(audit::Opened<Bytes> opened, policy::Hop hop);
  friend Result<Bytes> disclose(audit::Opened<Result<Bytes>> opened, policy::Hop hop);
  template <class T>
  static Result<T> release(audit::Opened<T> opened, policy::Hop hop) {
    if (!(opened.hop() == hop))
      return fail(Code::internal, "records: disclosure to another hop than was granted");
    return std::move(opened.content_).reveal(policy::PhiAccess{});
  }

  // A write may settle between reading the row and asking for its head; a mismatch that stays is none of
  // those.
  static constexpr int read_attempts = 3;

  Task<std::optional<Sealed>> unseal_header(TenantId tenant, store::RowKey key,
                                            std::optional<store::Row> row);
  /// The newest version of a row, held against its head.
  Task<std::optional<store::Row>> checked_row(TenantId tenant, store::RowKey key);
  /// What a lookup found. `withheld` were found too, and aren't what the log says.
  struct Candidates {
    std::vector<Sealed> sealed;
    std::size_t withheld = 0;
    std::size_t bytes = 0;
    bool cut = false;  ///< there are more, beyond the lookup's bytes
  };
  Task<Candidates> candidates(TenantId tenant, const Lookup& lookup);
  Task<void> candidates_by_id(TenantId tenant, const Lookup& lookup, Candidates& into);
  Task<void> candidates_of(TenantId tenant, const Lookup& lookup, std::optional<OwnerId> owner,
                           Candidates& into);
  Task<void> take(TenantId tenant, policy::Kind kind, std::vector<store::Row> rows, Candidates& into);
  Task<std::optional<Sealed>> checked(TenantId tenant, store::Row row);
  Task<Document> open_parts(TenantId tenant, const Sealed& sealed, policy::ClassSet classes);
  Task<store::RowKey> row_key(TenantId tenant, policy::Kind kind, RecordId id);
  Task<ByteArray<16>> claim_key(TenantId tenant, std::string name, std::string value);
  Task<std::vector<store::Token>> tokens(TenantId tenant, const Draft& draft);
  Task<store::Token> token(TenantId tenant, policy::Kind kind, std::optional<OwnerId> owner,
                           SearchValue value);
  Task<store::Row> seal_row(TenantId tenant, const Draft& draft, store::State state);

  const policy::Rules& rules_;
  keys::Keyring& keys_;
  store::Store& store_;
  audit::Log& log_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace salus::records
