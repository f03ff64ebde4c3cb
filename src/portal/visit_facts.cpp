// SPDX-License-Identifier: Apache-2.0
// Reads what stands around a visit, and prepares its next versions.
#include "visit_facts.hpp"

#include "handle.hpp"
#include "names.hpp"
#include "query.hpp"
#include "view.hpp"

#include <algorithm>

namespace salus::portal {
namespace {

void put_party(JsonWriter& json, const View& view, std::string_view kind, std::string_view name) {
  for (int i = 0; i < 8; ++i) {
    const std::string path = "participant." + std::to_string(i) + ".actor";
    const auto id = reference(view, path, kind);
    if (!id) continue;
    json.field(name, id->text()).field(std::string(name) + "_name", view.text(path + ".display"));
    return;
  }
}

Result<std::string> utc(const View& view, std::string_view path) {
  TRY(const auto time, parse_time(view.text(path)));
  return rfc3339(time);
}

Result<visit::Party> party_of(const policy::Person& person, const VisitFacts& visit) {
  if (person.owner() == visit.patient) return visit::Party::patient;
  const bool clinician = person.roles().has(policy::Role::clinician);
  if (clinician && person.owner() == visit.clinician) return visit::Party::clinician;
  return fail(Code::absent, "portal: the visit of others");
}

}  // namespace

void put_reference(JsonWriter& json, std::string_view kind, std::string_view id, std::string_view display) {
  json.begin_object().field("reference", std::string(kind).append("/").append(id));
  json.optional_field("display", display).end_object();
}

Result<std::string> facts_text(const Documents& appointments) {
  if (appointments.empty()) return fail(Code::absent, "portal: no such visit");
  TRY(const auto view, View::of(appointments.front()));
  TRY(const auto start, utc(view, "start"));
  TRY(const auto end, utc(view, "end"));
  JsonWriter json;
  json.begin_object().field("status", view.text("status")).field("start", start).field("end", end);
  put_party(json, view, "Patient", "patient");
  put_party(json, view, "Practitioner", "clinician");
  json.end_object();
  return std::move(json).text();
}

Result<VisitFacts> facts_of(std::string_view text) {
  TRY(const auto json, Json::parse(as_bytes(text)));
  const auto member = [&](std::string_view name) {
    const auto found = json.find(0, name);
    return found == 0 ? std::string() : json.string(found);
  };
  VisitFacts visit;
  visit.status = member("status");
  visit.start = member("start");
  visit.end = member("end");
  visit.patient_name = member("patient_name");
  visit.clinician_name = member("clinician_name");
  // An appointment of one party alone is no visit.
  const auto patient = OwnerId::parse(member("patient"));
  const auto clinician = OwnerId::parse(member("clinician"));
  if (!patient || !clinician) return fail(Code::absent, "portal: an appointment without two parties");
  visit.patient = *patient;
  visit.clinician = *clinician;
  return visit;
}

Task<VisitFacts> visit_facts(const Context& context, const route::Call& call, std::string handle) {
  const Handles handles(call.session);
  CO_TRY(const auto id, handles.read("Visit", handle));
  CO_TRY(auto kind, policy::Kind::parse("Appointment"));
  const Audience to = audience(call.person());
  CO_TRY(auto found, co_await context.gate.read(call.subject(), to.purpose, to.hop, std::move(kind), id));
  const std::uint64_t version = found.version;
  CO_TRY(const auto text, disclosed(std::move(found.document), to, facts_text));
  CO_TRY(auto visit, facts_of(text));
  visit.id = id;
  visit.version = version;
  CO_TRY(visit.party, party_of(call.person(), visit));
  co_return visit;
}

Task<VisitFacts> clinicians_visit(const Context& context, const route::Call& call) {
  std::string handle = call.captures[0];
  CO_TRY(auto visit, co_await visit_facts(context, call, std::move(handle)));
  if (visit.party != visit::Party::clinician)
    co_return fail(Code::forbidden, "portal: for the clinician alone");
  co_return visit;
}

Task<std::string> look(const Context& context, const route::Call& call, std::string_view kind, RecordId id,
                       OwnerId patient, Shape shape) {
  const Audience to = audience(call.person());
  std::vector<RecordId> ids(1, id);
  CO_TRY(auto search, query(kind, std::move(ids)));
  search.lookup.compartment = patient;
  CO_TRY(auto found, co_await context.gate.search(call.subject(), to.purpose, to.hop, std::move(search)));
  // To whoever asks, nothing found would mean that it was never written.
  if (found.withheld > 0) co_return fail(Code::corrupt, "portal: a record isn't what the audit log says");
  co_return disclosed(std::move(found.documents), to, shape);
}

Task<records::Change> next_version(const Context& context, const route::Call& call, std::string_view kind,
                                   RecordId id, std::uint64_t version, std::vector<NewMember> members) {
  CO_TRY(auto of, policy::Kind::parse(kind));
  const Audience to = audience(call.person());
  CO_TRY(auto found, co_await context.gate.read(call.subject(), to.purpose, to.hop, std::move(of), id));
  if (found.version != version) co_return fail(Code::conflict, "portal: another write came first");
  const auto content = std::move(found.document).keep();
  auto draft = content.try_map([&](const Documents& documents) -> Result<records::Draft> {
    return draft_with(documents.front(), members, context.rules);
  });
  CO_TRY(auto next, std::move(draft));
  records::Change change{std::move(next), version};
  co_return change;
}

Task<gate::RelationChange> relation_begun(const Context& context, const VisitFacts& visit, TenantId tenant,
                                          std::string_view use, policy::Relation kind, Time until) {
  gate::RelationChange change;
  change.record = derived_id(visit.id, use);
  CO_TRY(auto relation, policy::Kind::parse(gate::relation_kind));
  CO_TRY(const auto held, co_await context.gate.open_operational(tenant, std::move(relation), change.record));
  if (held) change.version = held->record.version;
  change.fact.who = visit.clinician;
  change.fact.about = visit.patient;
  change.fact.kind = kind;
  change.fact.from = context.clock.now();
  change.fact.until = until;
  co_return change;
}

Task<std::vector<gate::RelationChange>> relation_ended(const Context& context, TenantId tenant,
                                                       RecordId record) {
  std::vector<gate::RelationChange> changes;
  gate::RelationChange change;
  change.record = record;
  CO_TRY(auto relation, policy::Kind::parse(gate::relation_kind));
  CO_TRY(const auto held, co_await context.gate.open_operational(tenant, std::move(relation), change.record));
  if (!held) co_return changes;
  change.version = held->record.version;
  CO_TRY(change.fact, gate::relation_of(*held));
  change.fact.until = std::min(change.fact.until, context.clock.now());
  changes.push_back(change);
  co_return changes;
}

}  // namespace salus::portal
