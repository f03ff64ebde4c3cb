// SPDX-License-Identifier: Apache-2.0
// The verb write: decide on all changes, seal, append the intent, and only then commit.
#include "gate/gate.hpp"
#include "granted.hpp"

namespace salus::gate {
namespace {

policy::Action action_of(const records::Change& change) {
  if (change.what == records::Change::Kind::remove) return policy::Action::remove;
  return change.expected == 0 ? policy::Action::create : policy::Action::update;
}

Result<records::Change> change_of(const RelationChange& relation, TenantId tenant) {
  TRY(auto kind, policy::Kind::parse(relation_kind));
  TRY(const auto owner, OwnerId::from(tenant.bytes()));
  policy::RecordRef record{std::move(kind), relation.record, owner, relation.version + 1};
  return records::Change{policy::Phi(draft_of(relation.fact, std::move(record))), relation.version};
}

}  // namespace

Task<policy::Grant<policy::Mutation>> Gate::allow(const policy::Subject& subject, policy::Asked asked,
                                                  const std::vector<records::Change>& changes) {
  const TenantId tenant = policy::tenant_of(subject);
  std::vector<std::pair<policy::Target, policy::Action>> wanted;
  bool moved = false;
  bool stale = false;
  for (const records::Change& change : changes) {
    const records::Outline outline = vault_.outline(change.draft);
    if (outline.record.version != change.expected + 1)
      co_return fail(Code::internal, "gate: version out of step");
    policy::Target target{tenant, outline.record, outline.present, outline.labels, {}};
    asked.action = action_of(change);
    if (change.expected > 0) {
      CO_TRY(const auto held, co_await vault_.locate(tenant, outline.record.kind, outline.record.id));
      if (!held || held->deleted()) {
        auto denial = decider_.nothing(subject, asked, outline.record.kind, outline.record.id);
        const Error answer =
            co_await refuse(log_, std::move(denial), "gate: nothing that this subject may change");
        co_return std::unexpected(answer);
      }
      // Decided on the owner that the record has: one whom a change names would tell strangers that it
      // exists.
      target.record.owner = held->record().owner;
      moved = moved || target.record.owner != outline.record.owner;
      stale = stale || held->record().version != change.expected;
      // What is replaced counts too: writing back needs every class of the version.
      target.present = target.present | held->present();
      target.labels = target.labels | held->labels();
    }
    if (const auto* person = std::get_if<policy::Person>(&subject)) {
      target.relations = relations_.between(tenant, person->owner(), target.record.owner, asked.now);
    }
    wanted.emplace_back(std::move(target), asked.action);
  }
  auto decision = decider_.write(subject, asked, wanted);
  CO_TRY(auto grant,
         co_await granted(log_, std::move(decision), "gate: a change that this subject may not make"));
  if (moved) co_return fail(Code::unprocessable, "gate: a record keeps its owner");
  // Before there is an intent: the log must see the versions of a record in their order, and what was decided
  // on must be what is replaced.
  if (stale) co_return fail(Code::conflict, "gate: the record has another version");
  co_return grant;
}

Task<void> Gate::write(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                       Write write) {
  const TenantId tenant = policy::tenant_of(subject);
  const policy::Asked question = asked(policy::Action::create, purpose, hop);
  CO_TRY(auto grant, co_await allow(subject, question, write.changes));
  std::vector<records::Change> changes = std::move(write.changes);
  const std::size_t own = changes.size();

  std::optional<policy::Grant<policy::Mutation>> follows;
  if (write.consequences) {
    Consequences& brought = *write.consequences;
    if (brought.component.tenant() != tenant)
      co_return fail(Code::internal, "gate: component of another tenant");
    for (const RelationChange& relation : brought.relations) {
      CO_TRY(auto change, change_of(relation, tenant));
      brought.changes.push_back(std::move(change));
    }
    const policy::Subject component = brought.component;
    CO_TRY(auto allowed, co_await allow(component, question, brought.changes));
    follows.emplace(std::move(allowed));
    for (records::Change& change : brought.changes) changes.push_back(std::move(change));
  }

  CO_TRY(auto batch, co_await vault_.seal(tenant, std::move(changes), std::move(write.unique)));
  const auto split = batch.heads().begin() + static_cast<std::ptrdiff_t>(own);
  std::vector<audit::Head> own_heads(batch.heads().begin(), split);
  std::vector<audit::Head> brought_heads(split, batch.heads().end());
  if (follows) {
    CO_TRY(co_await log_.append(*std::move(follows), batch.id(), std::move(brought_heads)));
  }
  auto receipt = co_await log_.append(std::move(grant), batch.id(), std::move(own_heads));
  if (!receipt) {
    // The intent of what follows would stay open, and hold back every later one.
    if (write.consequences) CO_TRY(co_await log_.aborted(tenant, batch.id()));
    co_return std::unexpected(receipt.error());
  }
  const std::vector<policy::Mutation::Item> written = receipt->scope().items;
  CO_TRY(co_await vault_.commit(*std::move(receipt), std::move(batch)));
  changes_.note(tenant, written);
  if (write.consequences) {
    for (const RelationChange& relation : write.consequences->relations) {
      relations_.set(tenant, relation.record, relation.version + 1, relation.fact);
    }
  }
  co_return Result<void>{};
}

Task<void> Gate::remove(const policy::Subject& subject, policy::Purpose purpose, policy::Hop hop,
                        policy::Kind kind, RecordId id, std::uint64_t version) {
  CO_TRY(const auto held, co_await vault_.locate(policy::tenant_of(subject), kind, id));
  if (!held || held->deleted()) {
    auto denial = decider_.nothing(subject, asked(policy::Action::remove, purpose, hop), kind, id);
    const Error answer =
        co_await refuse(log_, std::move(denial), "gate: nothing that this subject may remove");
    co_return std::unexpected(answer);
  }
  records::Draft tombstone;
  tombstone.record = held->record();
  tombstone.record.version = version + 1;
  Write last;
  last.changes.push_back(
      records::Change{policy::Phi(std::move(tombstone)), version, records::Change::Kind::remove});
  co_return co_await write(subject, purpose, hop, std::move(last));
}

}  // namespace salus::gate
