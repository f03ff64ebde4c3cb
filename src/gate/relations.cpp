// SPDX-License-Identifier: Apache-2.0
// The in-memory index of relation facts, and their form as records.
#include "gate/relations.hpp"

#include "base/codec.hpp"

#include <algorithm>
#include <mutex>

namespace salus::gate {
namespace {

bool is_visit(policy::Relation kind) {
  return kind == policy::Relation::appointment || kind == policy::Relation::encounter;
}

// What has ended by now lies before it.
Time after(Time now) {
  return now + std::chrono::milliseconds(1);
}

}  // namespace

records::Draft draft_of(const RelationFact& fact, policy::RecordRef record) {
  Encoder out;
  out.raw(fact.who.bytes())
      .raw(fact.about.bytes())
      .u8(static_cast<std::uint8_t>(fact.kind))
      .time(fact.from)
      .time(fact.until);
  records::Draft draft;
  draft.record = std::move(record);
  draft.members.push_back({policy::Class::operational, std::string(as_text(out.bytes()))});
  return draft;
}

Result<RelationFact> relation_of(const records::Document& document) {
  if (document.members.size() != 1) return fail(Code::corrupt, "gate: a relation without its fact");
  Decoder in(as_bytes(document.members.front().text));
  const ByteView who = in.raw(16);
  const ByteView about = in.raw(16);
  RelationFact fact;
  fact.kind = static_cast<policy::Relation>(in.u8());
  fact.from = in.time();
  fact.until = in.time();
  TRY(in.finish());
  TRY(fact.who, OwnerId::from(who));
  TRY(fact.about, OwnerId::from(about));
  return fact;
}

void Relations::set(TenantId tenant, RecordId record, std::uint64_t version, const RelationFact& fact) {
  const std::unique_lock lock(mutex_);
  Facts& facts = tenants_[tenant];
  if (const auto old = facts.by_record.find(record); old != facts.by_record.end()) {
    if (old->second.version >= version) return;
    const RelationFact& before = old->second.fact;
    facts.by_about.erase({before.about, before.until, record});
    facts.by_who.erase({before.who, before.until, record});
    facts.by_end.erase({before.until, record});
  }
  facts.by_record.insert_or_assign(record, Held{fact, version});
  facts.by_about.emplace(fact.about, fact.until, record);
  facts.by_who.emplace(fact.who, fact.until, record);
  facts.by_end.emplace(fact.until, record);
}

policy::RelationSet Relations::between(TenantId tenant, OwnerId who, OwnerId about, Time now) const {
  policy::RelationSet set;
  if (who == about) set.add(policy::Relation::self);
  const std::shared_lock lock(mutex_);
  const auto facts = tenants_.find(tenant);
  if (facts == tenants_.end()) return set;
  const auto& rows = facts->second.by_about;
  for (auto row = rows.lower_bound({about, after(now), RecordId()}); row != rows.end(); ++row) {
    const auto& [owner, until, record] = *row;
    if (owner != about) break;
    const RelationFact& fact = facts->second.by_record.at(record).fact;
    if (now < fact.from) continue;
    if (fact.who == who) set.add(fact.kind);
    if (is_visit(fact.kind)) set.add(policy::Relation::clinic_visit);
  }
  return set;
}

std::vector<OwnerId> Relations::about(TenantId tenant, OwnerId who, policy::RelationSet kinds,
                                      Time now) const {
  std::vector<OwnerId> owners;
  const std::shared_lock lock(mutex_);
  const auto found = tenants_.find(tenant);
  if (found == tenants_.end()) return owners;
  const Facts& facts = found->second;
  const bool of_anybody = kinds.has(policy::Relation::clinic_visit);
  for (auto row = facts.by_who.lower_bound({who, after(now), RecordId()}); row != facts.by_who.end(); ++row) {
    const auto& [mine, until, record] = *row;
    if (mine != who) break;
    const RelationFact& fact = facts.by_record.at(record).fact;
    if (now >= fact.from && (kinds.has(fact.kind) || of_anybody)) owners.push_back(fact.about);
  }
  for (auto row = facts.by_end.lower_bound({after(now), RecordId()}); of_anybody && row != facts.by_end.end();
       ++row) {
    const RelationFact& fact = facts.by_record.at(row->second).fact;
    if (now >= fact.from && is_visit(fact.kind)) owners.push_back(fact.about);
  }
  std::ranges::sort(owners);
  owners.erase(std::ranges::unique(owners).begin(), owners.end());
  return owners;
}

}  // namespace salus::gate
