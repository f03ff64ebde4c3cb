// SPDX-License-Identifier: Apache-2.0
// Audit entries in the words of the pages: pure functions over what the log opened.
#pragma once

#include "audit/log.hpp"
#include "handle.hpp"
#include "policy/policy.hpp"
#include "records/document.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace salus::portal {

using Entries = std::vector<audit::Entry>;

/// Who an actor's text stands for.
struct Actor {
  std::string name;
  OwnerId owner;  ///< empty for components and for accounts that are gone
};

/// What the views have to know besides the entries. The functions must be pure for as long as a view runs.
struct AccessWords {
  std::function<Actor(const std::string& actor)> who;
  /// Relations that were in force between the two at that time.
  std::function<policy::RelationSet(OwnerId who, OwnerId about, Time at)> between;
  const policy::Rules& rules;
  std::string reader;  ///< the account that reads the page
};

/// A visit, and the stretch of time within which accesses of those who take part belong to it.
struct VisitWindow {
  Time from;
  Time until;
  OwnerId clinician;  ///< empty when it names none
  enum class State : std::uint8_t { planned, held } state;
  std::string json;  ///< AccessVisit
};

/// The windows of a list of appointments (a quarter of an hour before to an hour behind), as text that
/// `visit_windows` reads again, since text is what is disclosed. A cancelled one has none.
Result<std::string> visits_text(const std::vector<records::Document>& appointments);
/// The same of encounters: when visits really were, which may be hours from what was planned. They go first.
Result<std::string> held_visits_text(const std::vector<records::Document>& encounters);
Result<std::vector<VisitWindow>> visit_windows(std::string_view text);

/// The schema's `groups`: a group a visit (the first window that fits), newest access first, and one for what
/// belongs to none. To a visit belongs what its clinician and nurses do, and, once it has begun, the patient
/// and what the program writes for it.
std::string groups_json(const Entries& entries, OwnerId patient, const std::vector<VisitWindow>& visits,
                        const AccessWords& words);

/// A page of the accesses to one patient's records, apart from the entries.
struct AccessPage {
  OwnerId patient;
  std::string person;  ///< the schema's Person, for the privacy officer; else empty
  std::vector<VisitWindow> visits;
  std::string status;  ///< LogStatus
  std::size_t most = 0;
  bool truncated = false;  ///< a visit may be missing
};
/// Accesses: the newest of the entries, as many as the page takes, and where older ones go on when there are
/// more.
std::string accesses_json(Entries entries, const AccessPage& page, const AccessWords& words);

/// Rows of the audit page. `patients` are the owners whose names complete them: see `complete_rows`.
struct AuditFilter {
  std::optional<std::string> outcome;
  std::optional<policy::Role> role;
  std::string who;  ///< part of a name, any case
};
struct AuditRows {
  std::string next;  ///< cursor, or empty
  struct Row {
    std::optional<OwnerId> patient;
    std::string json;  ///< AuditEntry without its last member, `patient`, and without its end
  };
  std::vector<Row> rows;
};
/// At most `most` rows; `full` says that the log may hold older entries than these.
std::string audit_text(const Entries& entries, const AuditFilter& filter, std::size_t most, bool full,
                       const AccessWords& words);
Result<AuditRows> audit_rows(std::string_view text);

/// One line each: the handles and names that complete the rows.
Result<std::string> names_text(const std::vector<records::Document>& patients);
std::string audit_entries_json(const AuditRows& rows, std::string_view names, const Handles& handles);

/// LogStatus.
std::string status_json(const audit::Status& status, std::string_view verify_command);

}  // namespace salus::portal
