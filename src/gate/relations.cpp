// SPDX-License-Identifier: Apache-2.0
// The in-memory index of relation facts, and their form as records.
#include "gate/relations.hpp"

#include "base/codec.hpp"

#include <algorithm>
#include <mutex>

namespace salus::gate {
namespace {

std::uint64_t millis(Time time) {
  return static_cast<std::uint64_t>(time.time_since_epoch().count());
}
Time time_of(std::uint64_t count) {
  return Time(std::chrono::milliseconds(count));
}

bool is_visit(policy::Relation kind) {
  return kind == policy::Relation::appointment || kind == policy::Relation::encounter;
}

void forget(std::multimap<OwnerId, RecordId>& index, OwnerId owner, RecordId record) {
  const auto [first, last] = index.equal_range(owner);
  const auto found = std::find_if(first, last, [&](const auto& row) { return row.second == record; });
  if (found != last) index.erase(found);
}

}  // namespace

records::Draft draft_of(const RelationFact& fact, policy::RecordRef record) {
  Encoder out;
  out.raw(fact.who.bytes())
      .raw(fact.about.bytes())
      .u8(static_cast<std::uint8_t>(fact.kind))
      .u64(millis(fact.from))
      .u64(millis(fact.until));
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
  fact.from = time_of(in.u64());
  fact.until = time_of(in.u64());
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
    forget(facts.by_about, old->second.fact.about, record);
    forget(facts.by_who, old->second.fact.who, record);
  }
  facts.by_record.insert_or_assign(record, Held{fact, version});
  facts.by_about.emplace(fact.about, record);
  facts.by_who.emplace(fact.who, record);
}

policy::RelationSet Relations::between(TenantId tenant, OwnerId who, OwnerId about, Time now) const {
  policy::RelationSet set;
  if (who == about) set.add(policy::Relation::self);
  const std::shared_lock lock(mutex_);
  const auto facts = tenants_.find(tenant);
  if (facts == tenants_.end()) return set;
  const auto [first, last] = facts->second.by_about.equal_range(about);
  for (auto row = first; row != last; ++row) {
    const RelationFact& fact = facts->second.by_record.at(row->second).fact;
    if (now < fact.from || now >= fact.until) continue;
    if (fact.who == who) set.add(fact.kind);
    if (is_visit(fact.kind)) set.add(policy::Relation::clinic_visit);
  }
  return set;
}

std::vector<OwnerId> Relations::about(TenantId tenant, OwnerId who, policy::RelationSet kinds,
                                      Time now) const {
  std::vector<OwnerId> owners;
  const std::shared_lock lock(mutex_);
  const auto facts = tenants_.find(tenant);
  if (facts == tenants_.end()) return owners;
  for (const auto& [record, held] : facts->second.by_record) {
    const RelationFact& fact = held.fact;
    const bool mine = fact.who == who || (kinds.has(policy::Relation::clinic_visit) && is_visit(fact.kind));
    const bool wanted = kinds.has(fact.kind) || kinds.has(policy::Relation::clinic_visit);
    if (mine && wanted && now >= fact.from && now < fact.until) owners.push_back(fact.about);
  }
  std::ranges::sort(owners);
  owners.erase(std::ranges::unique(owners).begin(), owners.end());
  return owners;
}

}  // namespace salus::gate
