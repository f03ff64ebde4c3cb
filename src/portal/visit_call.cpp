// SPDX-License-Identifier: Apache-2.0
// Arriving, admitting, ending, reporting: what changes the state of a visit.
#include "audience.hpp"
#include "base/json_writer.hpp"
#include "body.hpp"
#include "draft.hpp"
#include "names.hpp"
#include "visit/rooms.hpp"
#include "visit_audit.hpp"
#include "visit_routes.hpp"
#include "visit_view.hpp"

#include <algorithm>

namespace salus::portal {
namespace {

const std::initializer_list<std::string_view> report_members = {"kind", "reason"};

std::vector<NewMember> status(std::string_view value) {
  JsonWriter json;
  json.string(value);
  std::vector<NewMember> members;
  members.push_back({"status", std::move(json).text()});
  return members;
}

Task<void> write(const Context& context, const route::Call& call, std::vector<records::Change> changes,
                 std::vector<gate::RelationChange> relations) {
  gate::Write batch;
  batch.changes = std::move(changes);
  if (!relations.empty()) {
    gate::Consequences brought{policy::Component(call.person().tenant(), "visit"), {}, std::move(relations)};
    batch.consequences.emplace(std::move(brought));
  }
  const Audience to = audience(call.person());
  co_return co_await context.gate.write(call.subject(), to.purpose, to.hop, std::move(batch));
}

// One may arrive, and let in, as long as the appointment gives the clinician a relation to the patient.
Result<bool> near(const VisitFacts& visit, const Context& context) {
  TRY(const auto start, parse_time(visit.start));
  TRY(const auto end, parse_time(visit.end));
  const auto around = context.rules.active_around_appointment;
  const Time now = context.clock.now();
  return start - around <= now && now < end + around;
}

std::shared_ptr<const Attendee> present(const Context& context, const route::Call& call,
                                        const VisitFacts& visit) {
  return context.visits.enter(visit.id.text(), visit.party, Attendee(call.person(), visit.patient));
}

Task<void> begin(const Context& context, const route::Call& call, const VisitFacts& visit) {
  const Time now = context.clock.now();
  auto checked_in = status("checked-in");
  CO_TRY(auto appointment,
         co_await next_version(context, call, "Appointment", visit.id, visit.version, std::move(checked_in)));
  policy::RecordRef record;
  CO_TRY(record.kind, policy::Kind::parse("Encounter"));
  record.id = visit.id;
  record.owner = visit.patient;
  record.version = 1;
  CO_TRY(auto encounter, change_of(std::move(record), encounter_json(visit, now), context.rules));
  const TenantId tenant = call.person().tenant();
  // Nobody may keep a chart open by never ending a visit.
  CO_TRY(const auto end, parse_time(visit.end));
  const Time until = std::max(now, end) + context.rules.active_around_appointment;
  CO_TRY(auto relation,
         co_await relation_begun(context, visit, tenant, "encounter", policy::Relation::encounter, until));
  std::vector<records::Change> changes;
  changes.push_back(std::move(appointment));
  changes.push_back(std::move(encounter));
  std::vector<gate::RelationChange> relations(1, relation);
  co_return co_await write(context, call, std::move(changes), std::move(relations));
}

Result<std::string> version_and_start(const Documents& encounters) {
  TRY(auto period, period_text(encounters));
  if (period.empty()) return period;
  const auto version = std::to_string(encounters.front().record.version);
  return version + "|" + period.substr(0, period.find('|'));
}

// The encounter's last version: finished, from its start until now. Nothing when there is no encounter.
Task<std::vector<records::Change>> finished(const Context& context, const route::Call& call,
                                            const VisitFacts& visit) {
  std::vector<records::Change> changes;
  const Shape shape = version_and_start;
  CO_TRY(const auto seen, co_await look(context, call, "Encounter", visit.id, visit.patient, shape));
  if (seen.empty()) co_return changes;
  const auto bar = seen.find('|');
  const std::uint64_t version = std::stoull(seen.substr(0, bar));
  auto members = status("finished");
  JsonWriter period;
  period.begin_object().optional_field("start", seen.substr(bar + 1));
  period.field("end", rfc3339(context.clock.now())).end_object();
  members.push_back({"period", std::move(period).text()});
  CO_TRY(auto encounter,
         co_await next_version(context, call, "Encounter", visit.id, version, std::move(members)));
  changes.push_back(std::move(encounter));
  co_return changes;
}

Task<void> finish(const Context& context, const route::Call& call, const VisitFacts& visit) {
  CO_TRY(auto changes, co_await finished(context, call, visit));
  auto fulfilled = status("fulfilled");
  CO_TRY(auto appointment,
         co_await next_version(context, call, "Appointment", visit.id, visit.version, std::move(fulfilled)));
  changes.push_back(std::move(appointment));
  CO_TRY(auto relations,
         co_await relation_ended(context, call.person().tenant(), derived_id(visit.id, "encounter")));
  co_return co_await write(context, call, std::move(changes), std::move(relations));
}

}  // namespace

Task<http::Response> arrive(const Context& context, route::Call call) {
  std::string handle = call.captures[0];
  CO_TRY(auto visit, co_await visit_facts(context, call, std::move(handle)));
  if (visit.party != visit::Party::patient)
    co_return fail(Code::forbidden, "portal: only the patient arrives");
  CO_TRY(const bool now, near(visit, context));
  if (visit.over() || !now) co_return fail(Code::conflict, "portal: not the time of this visit");
  if (visit.status == "booked") {
    std::vector<records::Change> changes;
    auto arrived = status("arrived");
    CO_TRY(auto appointment,
           co_await next_version(context, call, "Appointment", visit.id, visit.version, std::move(arrived)));
    changes.push_back(std::move(appointment));
    std::vector<gate::RelationChange> none;
    CO_TRY(co_await write(context, call, std::move(changes), std::move(none)));
    visit.status = "arrived";
  }
  co_return co_await visit_response(context, call, std::move(visit));
}

Task<http::Response> admit(const Context& context, route::Call call) {
  CO_TRY(auto visit, co_await clinicians_visit(context, call));
  CO_TRY(const bool now, near(visit, context));
  if (visit.over()) co_return fail(Code::conflict, "portal: the visit is over");
  if (!visit.begun() && !now) co_return fail(Code::conflict, "portal: not the time of this visit");
  if (!visit.begun()) {
    CO_TRY(co_await begin(context, call, visit));
    visit.status = "checked-in";
    context.visits.leave_queue(visit.id);
  }
  const auto presence = present(context, call, visit);
  CO_TRY(co_await context.rooms.admit(visit.id.text()));
  co_return co_await visit_response(context, call, std::move(visit));
}

Task<http::Response> end_visit(const Context& context, route::Call call) {
  std::string handle = call.captures[0];
  CO_TRY(auto visit, co_await visit_facts(context, call, std::move(handle)));
  if (!visit.begun()) co_return fail(Code::conflict, "portal: the visit has not begun");
  if (visit.party == visit::Party::clinician && !visit.over()) {
    CO_TRY(co_await finish(context, call, visit));
    visit.status = "fulfilled";
  }
  const auto presence = present(context, call, visit);
  CO_TRY(co_await context.rooms.end(visit.id.text(), visit.party));
  co_return co_await visit_response(context, call, std::move(visit));
}

Task<http::Response> report_call(const Context& context, route::Call call) {
  std::string handle = call.captures[0];
  CO_TRY(auto visit, co_await visit_facts(context, call, std::move(handle)));
  CO_TRY(const auto kind, token_member(call.body, "kind", report_members));
  CO_TRY(const auto reason, token_member(call.body, "reason", report_members));
  const auto report = visit::parse_report(reason.value_or(""));
  if (!report) co_return fail(Code::invalid, "portal: no such reason");
  const bool people = *report == visit::Report::people_said_so;
  if (kind != (people ? "code_differs" : "guard"))
    co_return fail(Code::invalid, "portal: kind and reason disagree");
  const auto presence = present(context, call, visit);
  const Literal event = people ? Literal("safety-code-differs") : Literal("call-guard");
  auto entry = visit_event(*presence, event, audit::Outcome::denied, context.clock.now());
  entry.circumstance.rule = visit::name(*report).view();
  CO_TRY(co_await context.gate.note(std::move(entry)));
  CO_TRY(co_await context.rooms.report(visit.id.text(), visit.party, *report));
  co_return http::Response(204);
}

Task<http::Response> prescribe(const Context& context, route::Call call) {
  CO_TRY(auto visit, co_await clinicians_visit(context, call));
  if (visit.status == "cancelled") co_return fail(Code::conflict, "portal: the visit was cancelled");
  policy::RecordRef record;
  CO_TRY(record.kind, policy::Kind::parse("MedicationRequest"));
  record.id = RecordId::random(context.random);
  record.owner = visit.patient;
  record.version = 1;
  const RecordId id = record.id;
  const Time now = context.clock.now();
  auto draft = call.body.try_map([&](const Bytes& body) -> Result<records::Draft> {
    TRY(const auto json, prescription_json(body, visit, now));
    return draft_of(record, json, context.rules);
  });
  CO_TRY(auto content, std::move(draft));
  std::vector<records::Change> changes;
  changes.push_back(records::Change{std::move(content)});
  std::vector<gate::RelationChange> none;
  CO_TRY(co_await write(context, call, std::move(changes), std::move(none)));
  const Shape shape = medication_json;
  CO_TRY(const auto made, co_await look(context, call, "MedicationRequest", id, visit.patient, shape));
  co_return json_response(201, made);
}

}  // namespace salus::portal
