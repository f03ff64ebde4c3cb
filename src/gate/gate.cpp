// SPDX-License-Identifier: Apache-2.0
// What the verbs share: the question that is asked, the facts about a record, and operational records.
#include "gate/gate.hpp"

namespace salus::gate {

Gate::Gate(const policy::Rules& rules, audit::Log& log, records::Vault& vault, Relations& relations,
           const Clock& clock)
    : rules_(rules),
      decider_(rules),
      log_(log),
      vault_(vault),
      relations_(relations),
      clock_(clock),
      changes_(clock.now()) {}

policy::Asked Gate::asked(policy::Action action, policy::Purpose purpose, policy::Hop hop) const {
  return {action, purpose, hop, clock_.now()};
}

policy::Target Gate::target(const policy::Subject& subject, const records::Sealed& sealed) const {
  policy::Target target{policy::tenant_of(subject), sealed.record(), sealed.present(), sealed.labels(), {}};
  if (const auto* person = std::get_if<policy::Person>(&subject)) {
    target.relations =
        relations_.between(person->tenant(), person->owner(), sealed.record().owner, clock_.now());
  }
  return target;
}

Task<std::vector<records::Document>> Gate::open_operational(TenantId tenant, records::Lookup lookup) {
  return vault_.operational(tenant, std::move(lookup));
}

Task<std::optional<records::Document>> Gate::open_operational(TenantId tenant, policy::Kind kind,
                                                              RecordId id) {
  return vault_.operational(tenant, std::move(kind), id);
}

Task<bool> Gate::claimed(TenantId tenant, std::string name, std::string value) {
  return vault_.claimed(tenant, std::move(name), std::move(value));
}

Task<void> Gate::note(audit::Event event) {
  return log_.append(std::move(event));
}

Task<void> Gate::load_relations(TenantId tenant) {
  records::Lookup lookup;
  CO_TRY(lookup.kind, policy::Kind::parse(relation_kind));
  CO_TRY(const auto documents, co_await vault_.operational(tenant, std::move(lookup)));
  for (const records::Document& document : documents) {
    CO_TRY(const auto fact, relation_of(document));
    relations_.set(tenant, document.record.id, document.record.version, fact);
  }
  co_return Result<void>{};
}

}  // namespace salus::gate
