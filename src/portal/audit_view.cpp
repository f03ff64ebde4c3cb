// SPDX-License-Identifier: Apache-2.0
// Rows of the audit page. Names of patients are another disclosure than the log's: rows come first without
// them.
#include "access_view.hpp"
#include "access_words.hpp"
#include "identity/identity.hpp"
#include "names.hpp"
#include "view.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace salus::portal {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool passes(const audit::Entry& entry, const AuditFilter& filter, const AccessWords& words) {
  if (filter.outcome && audit::name(entry.outcome) != *filter.outcome) return false;
  if (filter.role && !entry.roles.has(*filter.role)) return false;
  return filter.who.empty() || lower(words.who(entry.actor).name).contains(lower(filter.who));
}

// The one owner that an entry touched; nobody when it touched several.
std::optional<OwnerId> owner_of(const audit::Entry& entry) {
  std::optional<OwnerId> owner = entry.compartment;
  for (const audit::EntryRecord& record : entry.records) {
    if (owner && *owner != record.owner) return std::nullopt;
    owner = record.owner;
  }
  return owner && !owner->empty() ? owner : std::nullopt;
}

// What staff and the program own says nothing of how many patients an entry is about.
bool is_of_patients(std::string_view kind) {
  static constexpr std::string_view others[] = {"Account", "Confirmation", "Session",      "Relation",
                                                "Tenant",  "Key",          "Practitioner", "Schedule",
                                                "Slot",    "AuditEvent"};
  return std::ranges::find(others, kind) == std::end(others);
}

// Whose account an entry is about, when it is about one.
std::string account_of(const audit::Entry& entry, const AccessWords& words) {
  std::optional<RecordId> account;
  for (const audit::EntryRecord& record : entry.records) {
    if (record.kind != identity::account_kind && record.kind != identity::confirmation_kind) continue;
    if (account && *account != record.id) return {};
    account = record.id;
  }
  return account ? words.who(account->text()).name : std::string();
}

std::string row(const audit::Entry& entry, std::optional<OwnerId> owner, const AccessWords& words) {
  JsonWriter json;
  json.begin_object().key("number").number(static_cast<std::int64_t>(entry.sequence));
  json.field("at", rfc3339(entry.at)).field("who", words.who(entry.actor).name);
  put_words(json, "roles", policy::names(entry.roles));
  json.key("background").boolean(entry.background);
  json.field("verb", verb_of(entry)).optional_field("event", entry.event);
  put_words(json, "kinds", kinds_of(entry));
  json.key("count").number(static_cast<std::int64_t>(entry.records.size()));
  std::set<OwnerId> owners;
  for (const audit::EntryRecord& record : entry.records) {
    if (is_of_patients(record.kind)) owners.insert(record.owner);
  }
  json.key("patients").number(static_cast<std::int64_t>(owners.size()));
  json.optional_field("account", account_of(entry, words));
  put_words(json, "classes", policy::names(classes_of(entry)));
  put_relation(json, owner ? relation_of(entry, *owner, words) : std::nullopt);
  put_decision(json, entry);
  json.field("address", entry.address).field("device", entry.device);
  return std::move(json).text();
}

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

std::string audit_text(const Entries& entries, const AuditFilter& filter, std::size_t most, bool full,
                       const AccessWords& words) {
  std::string rows;
  std::size_t count = 0;
  std::optional<audit::LeafIndex> last;
  bool more = full;
  for (const audit::Entry& entry : entries) {
    if (count == most) {
      more = true;
      break;
    }
    last = entry.index;
    if (!passes(entry, filter, words)) continue;
    const auto owner = owner_of(entry);
    rows += (owner ? owner->text() : "-") + " " + row(entry, owner, words) + "\n";
    ++count;
  }
  return (more && last ? std::to_string(*last) : "") + "\n" + rows;
}

Result<AuditRows> audit_rows(std::string_view text) {
  AuditRows rows;
  rows.next = take_line(text);
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return fail(Code::internal, "portal: not a row of the log");
    AuditRows::Row made;
    if (line.substr(0, space) != "-") {
      TRY(made.patient, OwnerId::parse(line.substr(0, space)));
    }
    made.json = line.substr(space + 1);
    rows.rows.push_back(std::move(made));
  }
  return rows;
}

Result<std::string> names_text(const std::vector<records::Document>& patients) {
  std::string text;
  for (const records::Document& document : patients) {
    TRY(const auto view, View::of(document));
    JsonWriter name;
    name.string(view.text("name.0.text"));
    text += document.record.owner.text() + " " + name.text() + "\n";
  }
  return text;
}

std::string audit_entries_json(const AuditRows& rows, std::string_view names, const Handles& handles) {
  std::map<std::string, std::string, std::less<>> named;  // owner to JSON string
  while (!names.empty()) {
    const std::string_view line = take_line(names);
    const auto space = line.find(' ');
    if (space != std::string_view::npos) named.emplace(line.substr(0, space), line.substr(space + 1));
  }
  JsonWriter json;
  json.begin_array();
  for (const AuditRows::Row& row : rows.rows) {
    const auto name = row.patient ? named.find(row.patient->text()) : named.end();
    std::string patient = "null";
    if (name != named.end()) {
      JsonWriter person;
      person.begin_object().field("handle", handles.make("Patient", row.patient->bytes()));
      person.key("name").raw(name->second).end_object();
      patient = person.text();
    }
    json.raw(row.json + ",\"patient\":" + patient + "}");
  }
  json.end_array();
  return std::move(json).text();
}

}  // namespace salus::portal
