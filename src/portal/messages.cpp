// SPDX-License-Identifier: Apache-2.0
// Messages between patients and the clinicians who look after them.
#include "base/json_fields.hpp"
#include "base/json_writer.hpp"
#include "body.hpp"
#include "draft.hpp"
#include "features.hpp"
#include "guarded.hpp"
#include "listed.hpp"
#include "message_view.hpp"
#include "names.hpp"
#include "news.hpp"
#include "query.hpp"
#include "view.hpp"

namespace salus::portal {
namespace {

const std::initializer_list<std::string_view> message_members = {"to", "text", "in_reply_to"};
constexpr std::size_t longest_message = 4000;

bool is_patient(const policy::Person& person) {
  return acts_as(person, policy::Role::patient);
}

Party me_of(const Context& context, const policy::Person& person) {
  const auto account = context.accounts.who(person.account());
  return {is_patient(person) ? "Patient" : "Practitioner", person.owner(),
          account ? account->name : std::string()};
}

// Patients: their own vault. Clinicians: their own conversations with active patients.
Result<gate::Search> messages_query(const Context& context, const policy::Person& person,
                                    const std::string& me) {
  if (is_patient(person)) return query(context.rules, "Communication", person.owner());
  TRY(auto search, query(context.rules, "Communication", Parameters{}));
  const policy::RelationSet active{policy::Relation::appointment, policy::Relation::encounter,
                                   policy::Relation::open_work};
  search.lookup.owners =
      context.relations.about(person.tenant(), person.owner(), active, context.clock.now());
  // Others have no conversations: the gate is asked about them all the same, so that it refuses and logs.
  if (!acts_as(person, policy::Role::clinician)) search.lookup.owners.assign(1, person.owner());
  search.matches = [me](const records::Document& document) { return concerns(document, me); };
  return search;
}

http::Response list_of(const Listed& rows, std::string_view state) {
  JsonWriter body;
  body.begin_object().key("messages").raw(rows.text).key("truncated").boolean(rows.truncated);
  body.field("revision", state).end_object();
  return json_response(200, body.text());
}

Task<http::Response> messages(const Context& context, route::Call call) {
  const Handles handles(call.session);
  const std::string me = me_of(context, call.person()).reference();
  CO_TRY(const auto state, co_await revision(context, call, LivePage::messages));
  CO_TRY(auto search, messages_query(context, call.person(), me));
  // Without an active patient there is nobody to look for, and no owners would mean all of them.
  const Listed nothing{"[]"};
  if (!is_patient(call.person()) && search.lookup.owners.empty()) co_return list_of(nothing, state);
  const Shape shape = [&](const Documents& documents) { return messages_json(documents, handles, me); };
  CO_TRY(const auto rows, co_await listed(context, call, std::move(search), shape));
  co_return list_of(rows, state);
}

// Reading the other's name shows that the writer may know of them at all: else it is absent.
Task<Party> other_party(const Context& context, const route::Call& call, const Handles& handles) {
  const Audience to = audience(call.person());
  CO_TRY(const auto handle, token_member(call.body, "to", message_members));
  if (!handle) co_return fail(Code::invalid, "portal: nobody to write to");
  Party other;
  other.kind = is_patient(call.person()) ? "Practitioner" : "Patient";
  CO_TRY(const auto id, handles.read(other.kind, *handle));
  CO_TRY(other.owner, OwnerId::from(id.bytes()));
  CO_TRY(auto kind, policy::Kind::parse(other.kind));
  CO_TRY(auto opened, co_await context.gate.read(call.subject(), to.purpose, to.hop, std::move(kind), id));
  const Shape name = [](const Documents& documents) -> Result<std::string> {
    TRY(const auto view, View::of(documents.front()));
    return view.text("name.0.text");
  };
  CO_TRY(other.name, disclosed(std::move(opened.document), to, name));
  co_return other;
}

Task<http::Response> send(const Context& context, route::Call call) {
  const Handles handles(call.session);
  const Audience to = audience(call.person());
  Envelope envelope;
  envelope.from = me_of(context, call.person());
  CO_TRY(envelope.to, co_await other_party(context, call, handles));
  envelope.patient = is_patient(call.person()) ? envelope.from.owner : envelope.to.owner;
  envelope.sent = rfc3339(context.clock.now());
  CO_TRY(const auto answered, token_member(call.body, "in_reply_to", message_members));
  if (answered) {
    CO_TRY(envelope.in_reply_to, handles.read("Communication", *answered));
  }
  policy::RecordRef record;
  CO_TRY(record.kind, policy::Kind::parse("Communication"));
  record.id = RecordId::random(context.random);
  record.owner = envelope.patient;
  record.version = 1;
  CO_TRY(auto draft, call.body.try_map([&](const Bytes& bytes) -> Result<records::Draft> {
    TRY(const auto fields, JsonFields::parse(bytes, message_members));
    TRY(const auto text, fields.string("text", 1, longest_message));
    return draft_of(record, communication_json(envelope, text), context.rules);
  }));
  records::Change change{std::move(draft)};
  gate::Write write;
  write.changes.push_back(std::move(change));
  CO_TRY(co_await context.gate.write(call.subject(), to.purpose, to.hop, std::move(write)));

  CO_TRY(auto sent, co_await context.gate.read(call.subject(), to.purpose, to.hop, record.kind, record.id));
  const std::string me = envelope.from.reference();
  const Shape shape = [&](const Documents& documents) { return message_json(documents, handles, me); };
  CO_TRY(const auto row, disclosed(std::move(sent.document), to, shape));
  co_return json_response(201, row);
}

}  // namespace

std::vector<route::Route> message_routes(const Context& context) {
  using http::Method;
  using policy::Action;
  return {polled(context, "/api/v1/messages", Action::search, "Communication", messages),
          guarded(context, Method::post, "/api/v1/messages", Action::create, "Communication", send)};
}

}  // namespace salus::portal
