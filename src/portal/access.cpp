// SPDX-License-Identifier: Apache-2.0
// Who opened what: for the patient whose record it is, and for the privacy officer.
#include "access_view.hpp"
#include "answer.hpp"
#include "base/json_writer.hpp"
#include "days.hpp"
#include "features.hpp"
#include "guarded.hpp"
#include "listed.hpp"
#include "query.hpp"
#include "records/disclose.hpp"
#include "view.hpp"

#include <charconv>
#include <set>

namespace salus::portal {
namespace {

constexpr std::uint32_t most_entries = 1000;  // that the log gives at once
constexpr std::size_t page_accesses = 200;
constexpr std::size_t page_rows = 100;  // as many as one search by id gives names to

using OpenedEntries = audit::Opened<Entries>;
using EntriesShape = std::function<std::string(const Entries&)>;

Result<std::string> disclosed_entries(OpenedEntries opened, policy::Hop hop, const EntriesShape& shape) {
  auto shaped = std::move(opened).shape(
      [&shape](const Entries& entries) { return to_bytes(as_bytes(shape(entries))); });
  TRY(const auto bytes, records::disclose(std::move(shaped), hop));
  return std::string(as_text(bytes));
}

Actor actor_of(const Context& context, TenantId tenant, const std::string& text) {
  const auto id = AccountId::parse(text);
  if (!id) return {text.empty() ? "nobody" : text, {}};
  const auto account = context.accounts.who(*id);
  // A name of another clinic never stands in this one's log.
  if (!account || account->tenant != tenant) return {"an account that is gone", {}};
  return {account->name, account->owner};
}

AccessWords words_of(const Context& context, const policy::Person& person) {
  const TenantId tenant = person.tenant();
  return {[&context, tenant](const std::string& actor) { return actor_of(context, tenant, actor); },
          [&context, tenant](OwnerId who, OwnerId about, Time at) {
            return context.relations.between(tenant, who, about, at);
          },
          context.rules, person.account().text()};
}

std::string status_of(const Context& context) {
  return status_json(context.log.status(), context.verify_command);
}

// Where a page of the log begins, from its newest entry on.
Result<std::optional<audit::LeafIndex>> before_of(const http::Request& request) {
  std::optional<audit::LeafIndex> before;
  const auto named = request.parameter("page");
  if (!named) return before;
  const std::string_view cursor = *named;
  const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), before.emplace());
  if (error != std::errc() || end != cursor.data() + cursor.size())
    return fail(Code::invalid, "portal: not a page of the log");
  return before;
}

Task<http::Response> accesses(const Context& context, const route::Call& call, AccessPage page) {
  const Audience to = audience(call.person());
  page.status = status_of(context);
  page.most = page_accesses;
  audit::Filter filter;
  filter.owner = page.patient;
  filter.limit = page_accesses + 1;
  CO_TRY(filter.before, before_of(call.request));
  CO_TRY(auto entries, co_await context.gate.entries(call.subject(), to.purpose, to.hop, std::move(filter)));
  const AccessWords words = words_of(context, call.person());
  const EntriesShape shape = [&](const Entries& found) { return accesses_json(found, page, words); };
  CO_TRY(const auto body, disclosed_entries(std::move(entries), to.hop, shape));
  co_return json_response(200, body);
}

Task<Listed> own_visits(const Context& context, const route::Call& call, std::string kind, Shape shape) {
  CO_TRY(auto search, query(context.rules, kind, call.person().owner()));
  co_return co_await listed(context, call, std::move(search), std::move(shape));
}

Task<http::Response> own_accesses(const Context& context, route::Call call) {
  AccessPage page;
  page.patient = call.person().owner();
  const Shape held_text = held_visits_text;
  const Shape booked_text = visits_text;
  CO_TRY(const auto held, co_await own_visits(context, call, "Encounter", held_text));
  CO_TRY(const auto booked, co_await own_visits(context, call, "Appointment", booked_text));
  page.truncated = held.truncated || booked.truncated;
  CO_TRY(page.visits, visit_windows(held.text + booked.text));
  co_return co_await accesses(context, call, std::move(page));
}

// No rule shows appointments to the privacy officer, so here accesses belong to no visit.
Task<http::Response> patient_accesses(const Context& context, route::Call call) {
  const Handles handles(call.session);
  const Audience to = audience(call.person());
  CO_TRY(const auto id, handles.read("Patient", call.captures[0]));
  AccessPage page;
  CO_TRY(page.patient, OwnerId::from(id.bytes()));
  CO_TRY(auto kind, policy::Kind::parse("Patient"));
  CO_TRY(auto opened, co_await context.gate.read(call.subject(), to.purpose, to.hop, std::move(kind), id));
  const Shape shape = [&](const Documents& documents) -> Result<std::string> {
    TRY(const auto view, View::of(documents.front()));
    JsonWriter json;
    json.begin_object()
        .field("handle", call.captures[0])
        .field("name", view.text("name.0.text"))
        .end_object();
    return std::move(json).text();
  };
  CO_TRY(page.person, disclosed(std::move(opened.document), to, shape));
  co_return co_await accesses(context, call, std::move(page));
}

struct Page {
  audit::Filter of_log;
  AuditFilter of_rows;
};

Result<Page> page_of(const http::Request& request, const Zone& zone) {
  Page page;
  page.of_log.limit = most_entries;
  if (const auto from = request.parameter("from")) {
    TRY(const auto day, parse_day(*from));
    page.of_log.from = zone.start(day);
  }
  if (const auto until = request.parameter("until")) {
    TRY(const auto day, parse_day(*until));
    page.of_log.until = zone.start(day + std::chrono::days(1));
  }
  TRY(page.of_log.before, before_of(request));
  if (const auto outcome = request.parameter("outcome")) {
    if (*outcome != "granted" && *outcome != "denied" && *outcome != "aborted") {
      return fail(Code::invalid, "portal: not an outcome");
    }
    page.of_rows.outcome = std::string(*outcome);
  }
  if (const auto role = request.parameter("role")) {
    page.of_rows.role = policy::from_name<policy::Role>(*role);
    if (!page.of_rows.role) return fail(Code::invalid, "portal: not a role");
  }
  page.of_rows.who = std::string(request.parameter("who").value_or(""));
  return page;
}

// Names of the patients on the page: a disclosure of its own, which the log holds too.
Task<Listed> names_of(const Context& context, const route::Call& call, const AuditRows& rows) {
  std::set<RecordId> wanted;
  for (const AuditRows::Row& row : rows.rows) {
    if (!row.patient) continue;
    CO_TRY(const auto id, RecordId::from(row.patient->bytes()));
    wanted.insert(id);
  }
  if (wanted.empty()) co_return Listed();
  std::vector<RecordId> ids(wanted.begin(), wanted.end());
  CO_TRY(auto search, query("Patient", std::move(ids)));
  const Shape shape = names_text;
  co_return co_await listed(context, call, std::move(search), shape);
}

Task<http::Response> audit_page(const Context& context, route::Call call) {
  const Handles handles(call.session);
  const Audience to = audience(call.person());
  CO_TRY(auto page, page_of(call.request, context.zone(call.person().tenant())));
  CO_TRY(auto entries,
         co_await context.gate.entries(call.subject(), to.purpose, to.hop, std::move(page.of_log)));
  const AccessWords words = words_of(context, call.person());
  const EntriesShape shape = [&](const Entries& found) {
    return audit_text(found, page.of_rows, page_rows, found.size() == most_entries, words);
  };
  CO_TRY(const auto text, disclosed_entries(std::move(entries), to.hop, shape));
  CO_TRY(const auto rows, audit_rows(text));
  CO_TRY(const auto names, co_await names_of(context, call, rows));
  JsonWriter body;
  body.begin_object().key("entries").raw(audit_entries_json(rows, names.text, handles)).key("next");
  if (rows.next.empty()) {
    body.null();
  } else {
    body.string(rows.next);
  }
  body.key("truncated").boolean(names.truncated).key("status").raw(status_of(context)).end_object();
  co_return json_response(200, body.text());
}

}  // namespace

std::vector<route::Route> access_routes(const Context& context) {
  using http::Method;
  using policy::Action;
  return {
      guarded(context, Method::get, "/api/v1/accesses", Action::search, "AuditEvent", own_accesses, {"page"}),
      guarded(context, Method::get, "/api/v1/patients/{handle}/accesses", Action::search, "AuditEvent",
              patient_accesses, {"page"}),
      guarded(context, Method::get, "/api/v1/audit", Action::search, "AuditEvent", audit_page,
              {"from", "until", "outcome", "role", "who", "page"}),
  };
}

}  // namespace salus::portal
