// SPDX-License-Identifier: Apache-2.0
// From grants, denials and events to entries.
#include "draft.hpp"

#include "audit/log.hpp"
#include "body.hpp"

#include <algorithm>

namespace salus::audit {
namespace {

// 384 records of at most 94 bytes and as many heads of 56 leave 8 KiB of an entry's 64 to the rest.
constexpr std::size_t list_limit = 384;
constexpr std::size_t rest_limit = 6 * 1024;

Draft draft(EntryKind kind, const policy::Circumstance& from) {
  Draft draft;
  draft.kind = kind;
  Entry& entry = draft.entry;
  entry.at = from.at;
  entry.tenant = from.tenant;
  entry.actor = from.actor;
  entry.roles = from.roles;
  entry.session = from.session;
  entry.address = from.address;
  entry.device = from.device;
  entry.background = from.background;
  entry.action = from.action;
  entry.purpose = from.purpose;
  entry.hop = from.hop.name();
  entry.rule = from.rule;
  return draft;
}

EntryRecord record(const policy::RecordRef& from, policy::ClassSet classes, policy::Action action) {
  return {std::string(from.kind.view()), from.id, from.owner, from.version, classes, action};
}

void name_query(Entry& entry, const policy::Query& query) {
  entry.kind = query.kind.view();
  entry.compartment = query.compartment;
  entry.parameters = query.parameters;
}

template <class T>
std::vector<T> slice(const std::vector<T>& list, std::size_t part) {
  const auto from = std::min(list.size(), part * list_limit);
  const auto to = std::min(list.size(), from + list_limit);
  return {list.begin() + static_cast<std::ptrdiff_t>(from), list.begin() + static_cast<std::ptrdiff_t>(to)};
}

}  // namespace

Draft draft_of(const policy::Circumstance& circumstance, const policy::Exact& scope) {
  Draft made = draft(EntryKind::touch, circumstance);
  for (const auto& item : scope.items) {
    made.entry.records.push_back(record(item.record, item.classes, circumstance.action));
  }
  return made;
}

Draft draft_of(const policy::Circumstance& circumstance, const policy::Query& scope) {
  Draft made = draft(EntryKind::query, circumstance);
  name_query(made.entry, scope);
  return made;
}

Draft draft_of(const policy::Circumstance& circumstance, const policy::Mutation& scope, BatchId batch,
               std::vector<Head> heads) {
  Draft made = draft(EntryKind::intent, circumstance);
  for (const auto& item : scope.items)
    made.entry.records.push_back(record(item.record, policy::ClassSet(), item.action));
  made.batch = batch;
  made.heads = std::move(heads);
  return made;
}

Draft draft_of(const policy::Denial& denial) {
  Draft made = draft(EntryKind::denial, denial.circumstance());
  made.entry.outcome = Outcome::denied;
  if (denial.query()) name_query(made.entry, *denial.query());
  for (const auto& ref : denial.records()) {
    made.entry.records.push_back(record(ref, policy::ClassSet(), denial.circumstance().action));
  }
  return made;
}

Draft draft_of(const Event& event) {
  Draft made = draft(EntryKind::event, event.circumstance);
  made.entry.event = event.name.view();
  made.entry.outcome = event.outcome;
  made.entry.compartment = event.concerns;
  return made;
}

Result<std::vector<DraftPart>> split(Draft draft) {
  std::vector<DraftPart> parts;
  if (draft.entry.records.size() <= list_limit && draft.heads.size() <= list_limit) {
    Bytes body = encode_body(draft.entry);
    if (body.size() <= rest_limit) {  // as of nearly every entry; its words alone are no more
      parts.push_back({std::move(body), std::move(draft.heads)});
      return parts;
    }
  }
  const auto records = std::exchange(draft.entry.records, std::vector<EntryRecord>());
  if (encode_body(draft.entry).size() > rest_limit)
    return fail(Code::too_large, "audit: an entry's words are too long");
  const auto longest = std::max({records.size(), draft.heads.size(), std::size_t{1}});
  const auto count = (longest + list_limit - 1) / list_limit;
  if (count > 65535) return fail(Code::too_large, "audit: an entry's list is too long");
  for (std::size_t part = 0; part < count; ++part) {
    draft.entry.records = slice(records, part);
    parts.push_back({encode_body(draft.entry), slice(draft.heads, part)});
  }
  return parts;
}

}  // namespace salus::audit
