// SPDX-License-Identifier: Apache-2.0
// The front door of gate: the only way to a record. Each verb decides, appends, and only then opens.
//
// The order is the point (src/README.md): sealed header → decision on facts → durable audit entry → open.
// A verb that fails tells its caller Code::absent or Code::forbidden and nothing else about what exists; the
// denial is in the log before the caller hears of it. Nothing else in the program calls
// `records::Vault::open`.
#pragma once

#include "gate/changes.hpp"
#include "gate/relations.hpp"
#include "policy/policy.hpp"
#include "records/records.hpp"

#include <limits>
#include <optional>
#include <vector>

namespace salus::gate {

using Documents = audit::Opened<std::vector<records::Document>>;

/// A search: what the store looks for, and what a candidate must satisfy once opened.
struct Search {
  records::Lookup lookup;
  policy::ClassSet classes;  ///< of the parameters that were used
  std::function<bool(const records::Document&)>
      matches;  ///< pure; sees only classes that the grant evaluates
  std::function<std::int64_t(const records::Document&)>
      rank;                ///< pure; of a match: the smaller, the earlier; when empty, as they are found
  std::size_t offset = 0;  ///< matches that the subject may see, and passes over
  std::size_t count = std::numeric_limits<std::size_t>::max();  ///< of them leave at most
};

/// One record, and the version of it that was opened.
struct One {
  One(Documents opened, std::uint64_t read) : document(std::move(opened)), version(read) {}
  Documents document;
  std::uint64_t version;
};

struct Found {
  Found(Documents opened, std::vector<RecordId> named, std::size_t visible, bool cut, std::size_t bad)
      : documents(std::move(opened)), ids(std::move(named)), total(visible), truncated(cut), withheld(bad) {}
  Documents documents;
  std::vector<RecordId> ids;  ///< of the documents, in their order, as the receipt named them
  std::size_t total;          ///< matches that the subject may see, before offset and count
  bool truncated;             ///< there are candidates beyond the lookup's limits, which nobody looked at
  std::size_t withheld;       ///< candidates that aren't what the audit log says
};

/// A relation that begins, changes or ends: `version` is the one it replaces, 0 for a new one.
struct RelationChange {
  RecordId record;
  std::uint64_t version = 0;
  RelationFact fact;
};

/// What a request of a person brings about besides what they wrote themselves: a relation that begins, a
/// session. Decided under the component's own rule, audited as its own entry, committed in the same batch.
struct Consequences {
  policy::Component component;
  std::vector<records::Change> changes;
  std::vector<RelationChange> relations;
};

struct Write {
  std::vector<records::Change> changes;
  std::optional<Consequences> consequences;
  std::vector<records::Unique> unique;
};

/// Thread-safe. `subject` must outlive the call.
class Gate {
 public:
  Gate(const policy::Rules& rules, audit::Log& log, records::Vault& vault, Relations& relations,
       const Clock& clock);

  /// The newest version, or one of `version`. A deleted record: Code::absent.
  Task<One> read(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop, policy::Kind kind,
                 RecordId id, std::optional<std::uint64_t> version = {});
  /// All versions, newest first; tombstones are documents without members.
  Task<Documents> history(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                          policy::Kind kind, RecordId id);
  /// Two entries: that one looked, and what exactly leaves: matches of this page alone.
  Task<Found> search(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop, Search search);
  /// How far records of a kind have come, of these owners or everybody: the number grows with each write, and
  /// 0 says that this start of the program saw none. Decided like a search, for pages that ask over and over:
  /// nothing is opened, so only a refusal is appended.
  Task<std::uint64_t> watch(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                            policy::Kind kind, std::optional<std::vector<OwnerId>> owners);
  /// All or nothing. A draft's version is its expected version plus one; another owner than before is
  /// Code::unprocessable, for those who may change the record. Code::conflict when the newest version isn't
  /// the one expected, or a unique value is taken.
  Task<void> write(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop, Write write);
  /// Writes a tombstone over `version`, the newest; what was stays readable by its version for as long as
  /// policy/retention.toml says.
  Task<void> remove(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                    policy::Kind kind, RecordId id, std::uint64_t version);
  /// Audit entries, for those who may read kind `AuditEvent`.
  Task<audit::Opened<std::vector<audit::Entry>>> entries(const policy::Subject& subject,
                                                         policy::Purpose purpose, policy::Hop hop,
                                                         audit::Filter filter);

  /// Decides and appends for what policy guards as a kind and no record holds: keys, the list of accounts.
  /// Nothing is opened; the caller may go on once it returns.
  Task<void> allow(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                   policy::Action action, policy::Kind kind);

  /// Accounts and sessions, before there is a subject; never disclosable (records::Vault::operational).
  Task<std::vector<records::Document>> open_operational(TenantId tenant, records::Lookup lookup);
  Task<std::optional<records::Document>> open_operational(TenantId tenant, policy::Kind kind, RecordId id);

  /// Whether a unique value is taken; says nothing of by whom.
  Task<bool> claimed(TenantId tenant, std::string name, std::string value);

  /// An entry for something that touches no record.
  Task<void> note(audit::Event event);

  /// Reads all relations of a tenant; before its first request.
  Task<void> load_relations(TenantId tenant);

 private:
  policy::Asked asked(policy::Action action, policy::Purpose purpose, policy::Hop hop) const;
  policy::Target target(const policy::Subject& subject, const records::Sealed& sealed) const;
  Task<Documents> open(const policy::Subject& subject, policy::Asked asked, policy::Kind kind, RecordId id,
                       std::vector<records::Sealed> sealed);
  Task<policy::Grant<policy::Mutation>> allow(const policy::Subject& subject, policy::Asked asked,
                                              const std::vector<records::Change>& changes);

  const policy::Rules& rules_;
  policy::Decider decider_;
  audit::Log& log_;
  records::Vault& vault_;
  Relations& relations_;
  const Clock& clock_;
  Changes changes_;
};

}  // namespace salus::gate
