// SPDX-License-Identifier: Apache-2.0
// Saving and signing the note of a visit.
#include "audience.hpp"
#include "base/json_writer.hpp"
#include "body.hpp"
#include "draft.hpp"
#include "names.hpp"
#include "note.hpp"
#include "view.hpp"
#include "visit_routes.hpp"

namespace salus::portal {
namespace {

constexpr std::string_view kind = "Composition";
constexpr std::string_view relation_use = "note";
const std::initializer_list<std::string_view> sign_members = {"version"};

/// What is known of the note before it is written; the clinician was shown all of it.
struct Held {
  std::uint64_t version = 0;
  std::string status;
  std::string date;
};

Result<std::string> held_text(const Documents& compositions) {
  if (compositions.empty()) return std::string();
  TRY(const auto view, View::of(compositions.front()));
  return std::to_string(view.document().record.version) + "|" + view.text("status") + "|" + view.text("date");
}

Task<Held> held_note(const Context& context, const route::Call& call, const VisitFacts& visit) {
  const Shape shape = held_text;
  CO_TRY(const auto text, co_await look(context, call, kind, visit.id, visit.patient, shape));
  Held held;
  if (text.empty()) co_return held;
  const auto first = text.find('|');
  const auto second = text.find('|', first + 1);
  held.version = std::stoull(text.substr(0, first));
  held.status = text.substr(first + 1, second - first - 1);
  held.date = text.substr(second + 1);
  co_return held;
}

// 409 and not 412: the version stands in the body, so it is no precondition of HTTP.
http::Response older_version() {
  return http::Response::problem(409, "The note has changed since you loaded it.", "stale");
}

gate::Consequences brought(const route::Call& call, std::vector<gate::RelationChange> relations) {
  return gate::Consequences{policy::Component(call.person().tenant(), "visit"), {}, std::move(relations)};
}

http::Response saved(std::uint64_t version, Time now) {
  JsonWriter body;
  body.begin_object().key("version").number(static_cast<std::int64_t>(version));
  body.field("saved_at", rfc3339(now)).end_object();
  return json_response(200, body.text());
}

Result<policy::RecordRef> record_of(std::string_view of, RecordId id, OwnerId owner, std::uint64_t version) {
  policy::RecordRef record;
  TRY(record.kind, policy::Kind::parse(of));
  record.id = id;
  record.owner = owner;
  record.version = version;
  return record;
}

// Both changes that signing makes, from the note as it was opened.
Task<std::vector<records::Change>> signed_changes(const Context& context, const route::Call& call,
                                                  const VisitFacts& visit, std::uint64_t version, Time now) {
  std::vector<records::Change> changes;
  CO_TRY(auto of, policy::Kind::parse(kind));
  const Audience to = audience(call.person());
  CO_TRY(auto found, co_await context.gate.read(call.subject(), to.purpose, to.hop, std::move(of), visit.id));
  if (found.version != version) co_return fail(Code::conflict, "portal: another write came first");
  const auto content = std::move(found.document).keep();
  auto final_note = content.try_map([&](const Documents& documents) -> Result<records::Draft> {
    std::vector<NewMember> members;
    members.push_back({"status", "\"final\""});
    members.push_back({"attester", attester_json(visit, now)});
    return draft_with(documents.front(), members, context.rules);
  });
  CO_TRY(auto note, std::move(final_note));
  changes.push_back(records::Change{std::move(note), version});
  CO_TRY(auto record, record_of("Condition", derived_id(visit.id, "condition"), visit.patient, 1));
  // Whether there is a diagnosis decides how many records are written; that alone gets out of the wrapping.
  bool diagnosed = false;
  auto condition = content.try_map([&](const Documents& documents) -> Result<records::Draft> {
    TRY(const auto json, condition_json(documents.front(), visit, now));
    diagnosed = json.has_value();
    if (!diagnosed) return records::Draft();
    return draft_of(record, *json, context.rules);
  });
  CO_TRY(auto diagnosis, std::move(condition));
  if (diagnosed) changes.push_back(records::Change{std::move(diagnosis)});
  co_return changes;
}

}  // namespace

Task<http::Response> save_note(const Context& context, route::Call call) {
  CO_TRY(auto visit, co_await clinicians_visit(context, call));
  if (visit.status == "cancelled") co_return fail(Code::conflict, "portal: the visit was cancelled");
  CO_TRY(const auto version, number_member(call.body, "version", note_members));
  if (!version) co_return fail(Code::invalid, "portal: version is missing");
  CO_TRY(const auto held, co_await held_note(context, call, visit));
  if (held.version > 0 && held.status != "preliminary")
    co_return fail(Code::conflict, "portal: the note is signed");
  if (held.version != *version) co_return older_version();

  const Time now = context.clock.now();
  const std::string begun = held.date.empty() ? rfc3339(now) : held.date;
  CO_TRY(auto record, record_of(kind, visit.id, visit.patient, *version + 1));
  auto draft = call.body.try_map([&](const Bytes& body) -> Result<records::Draft> {
    TRY(const auto words, note_words(body));
    return draft_of(record, composition_json(visit, words, begun), context.rules);
  });
  CO_TRY(auto content, std::move(draft));
  gate::Write write;
  write.changes.push_back(records::Change{std::move(content), *version});
  if (*version == 0) {
    const TenantId tenant = call.person().tenant();
    CO_TRY(auto relation, co_await relation_begun(context, visit, tenant, relation_use,
                                                  policy::Relation::open_work, open_end));
    std::vector<gate::RelationChange> relations(1, relation);
    write.consequences.emplace(brought(call, std::move(relations)));
  }
  const Audience to = audience(call.person());
  auto written = co_await context.gate.write(call.subject(), to.purpose, to.hop, std::move(write));
  if (!written && written.error().code == Code::conflict) co_return older_version();
  CO_TRY(std::move(written));
  co_return saved(*version + 1, now);
}

Task<http::Response> sign_note(const Context& context, route::Call call) {
  CO_TRY(auto visit, co_await clinicians_visit(context, call));
  CO_TRY(const auto version, number_member(call.body, "version", sign_members));
  if (!version) co_return fail(Code::invalid, "portal: version is missing");
  CO_TRY(const auto held, co_await held_note(context, call, visit));
  if (held.version == 0) co_return fail(Code::absent, "portal: no note to sign");
  if (held.status != "preliminary") co_return fail(Code::conflict, "portal: the note is signed");
  if (held.version != *version) co_return older_version();

  gate::Write write;
  CO_TRY(write.changes, co_await signed_changes(context, call, visit, *version, context.clock.now()));
  const TenantId tenant = call.person().tenant();
  CO_TRY(auto relations, co_await relation_ended(context, tenant, derived_id(visit.id, relation_use)));
  if (!relations.empty()) write.consequences.emplace(brought(call, std::move(relations)));
  const Audience to = audience(call.person());
  auto written = co_await context.gate.write(call.subject(), to.purpose, to.hop, std::move(write));
  if (!written && written.error().code == Code::conflict) co_return older_version();
  CO_TRY(std::move(written));

  const Handles handles(call.session);
  const Shape shape = [&handles](const Documents& documents) { return note_json(documents, handles); };
  CO_TRY(const auto note, co_await look(context, call, kind, visit.id, visit.patient, shape));
  co_return json_response(200, note);
}

}  // namespace salus::portal
