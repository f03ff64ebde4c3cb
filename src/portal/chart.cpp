// SPDX-License-Identifier: Apache-2.0
// The chart of a patient, for those who look after them, and the patient's own vault.
#include "chart_view.hpp"
#include "features.hpp"
#include "guarded.hpp"
#include "query.hpp"
#include "rows.hpp"
#include "vitals.hpp"
#include "why.hpp"

namespace salus::portal {
namespace {

/// One list of the page.
struct Section {
  std::string_view name;
  std::string_view kind;
  Shape shape;
};

std::vector<Section> sections(const Handles& handles, Viewer viewer, const Zone& zone) {
  std::vector<Section> all;
  all.push_back({"allergies", "AllergyIntolerance",
                 [&zone](const Documents& documents) { return allergies_json(documents, zone); }});
  all.push_back({"conditions", "Condition",
                 [&zone](const Documents& documents) { return conditions_json(documents, zone); }});
  all.push_back({"medications", "MedicationRequest",
                 [&zone](const Documents& documents) { return medications_json(documents, zone); }});
  all.push_back({"observations", "Observation", observations_json});
  all.push_back({"documents", "DocumentReference",
                 [&handles](const Documents& documents) { return documents_json(documents, handles); }});
  all.push_back({"notes", "Composition",
                 [&handles](const Documents& documents) { return notes_json(documents, handles); }});
  all.push_back({"appointments", "Appointment", [&handles, viewer](const Documents& documents) {
                   return past_appointments_json(documents, handles, viewer);
                 }});
  return all;
}

Shape marked(const Shape& shape) {
  return [&shape](const Documents& documents) -> Result<std::string> {
    TRY(const auto json, shape(documents));
    return packed(documents, json);
  };
}

Question question_of(const Context& context, const policy::Person& person, OwnerId owner) {
  Question question;
  question.roles = person.roles();
  question.purpose = audience(person).purpose;
  question.relations = context.relations.between(person.tenant(), person.owner(), owner, context.clock.now());
  return question;
}

// A kind that no rule of the person's reaches isn't asked for: the log would hold a denial for each chart
// that is opened, and a real one would drown among them.
Task<Rows> section_rows(const Context& context, const route::Call& call, OwnerId owner,
                        const Section& section) {
  Rows none;
  none.json = "[]";
  none.withheld = none.hidden = true;
  Question question = question_of(context, call.person(), owner);
  question.action = policy::Action::search;
  CO_TRY(question.kind, policy::Kind::parse(section.kind));
  if (rules_behind(context.rules, question).empty()) co_return none;

  const Audience to = audience(call.person());
  CO_TRY(auto search, query(context.rules, section.kind, owner));
  auto found = co_await context.gate.search(call.subject(), to.purpose, to.hop, std::move(search));
  if (!found) {
    const Code code = found.error().code;
    if (code == Code::forbidden || code == Code::absent) co_return none;
    co_return std::unexpected(found.error());
  }
  const Shape shape = marked(section.shape);
  CO_TRY(const auto text, disclosed(std::move(found->documents), to, shape));
  Rows rows = unpacked(text);
  rows.withheld = rows.withheld || found->truncated || found->withheld > 0;
  co_return rows;
}

Task<http::Response> chart_of(const Context& context, route::Call call, RecordId patient, Viewer viewer) {
  const Handles handles(call.session);
  const Audience to = audience(call.person());
  CO_TRY(const auto owner, OwnerId::from(patient.bytes()));
  CO_TRY(const auto kind, policy::Kind::parse("Patient"));
  CO_TRY(auto opened, co_await context.gate.read(call.subject(), to.purpose, to.hop, kind, patient));
  const Shape banner = [&handles](const Documents& documents) { return banner_json(documents, handles); };
  const Shape shape = marked(banner);
  CO_TRY(const auto text, disclosed(std::move(opened.document), to, shape));
  const Rows person = unpacked(text);

  bool withheld = person.withheld;
  std::vector<std::string_view> hidden;
  JsonWriter body;
  body.begin_object().key("patient").raw(person.json);
  const Zone& zone = context.zone(call.person().tenant());
  for (const Section& section : sections(handles, viewer, zone)) {
    CO_TRY(const auto rows, co_await section_rows(context, call, owner, section));
    withheld = withheld || rows.withheld;
    if (rows.hidden) hidden.push_back(section.name);
    body.key(section.name).raw(rows.json);
  }
  Question question = question_of(context, call.person(), owner);
  question.kind = kind;
  body.key("hidden").begin_array();
  for (const std::string_view name : hidden) body.string(name);
  body.end_array()
      .key("withheld")
      .boolean(withheld)
      .key("why")
      .raw(why_json(context.rules, question))
      .end_object();
  co_return json_response(200, body.text());
}

Task<http::Response> chart(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(const auto patient, handles.read("Patient", call.captures[0]));
  co_return co_await chart_of(context, std::move(call), patient, Viewer::staff);
}

Task<http::Response> vault(const Context& context, route::Call call) {
  CO_TRY(const auto patient, RecordId::from(call.person().owner().bytes()));
  co_return co_await chart_of(context, std::move(call), patient, Viewer::patient);
}

}  // namespace

std::vector<route::Route> chart_routes(const Context& context) {
  using http::Method;
  using policy::Action;
  std::vector<route::Route> rows;
  rows.push_back(
      guarded(context, Method::get, "/api/v1/patients/{handle}/chart", Action::read, "Patient", chart));
  rows.push_back(guarded(context, Method::get, "/api/v1/vault", Action::read, "Patient", vault));
  rows.push_back(guarded(context, Method::post, "/api/v1/patients/{handle}/vitals", Action::create,
                         "Observation", record_vitals));
  return rows;
}

}  // namespace salus::portal
