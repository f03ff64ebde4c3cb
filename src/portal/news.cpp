// SPDX-License-Identifier: Apache-2.0
// Revisions of pages, and the row by which pages ask for them.
#include "news.hpp"

#include "active.hpp"
#include "answer.hpp"
#include "base/codec.hpp"
#include "base/json_writer.hpp"
#include "crypto/hash.hpp"
#include "features.hpp"
#include "guarded.hpp"

namespace salus::portal {
namespace {

std::vector<std::string_view> kinds_on(LivePage page) {
  switch (page) {
    case LivePage::today:
      return {"Appointment", "Composition", "Communication", "Patient"};
    case LivePage::appointments:
      return {"Appointment"};
    case LivePage::messages:
      return {"Communication"};
  }
  std::unreachable();
}

Result<LivePage> page_named(std::string_view name) {
  if (name == "today") return LivePage::today;
  if (name == "appointments") return LivePage::appointments;
  if (name == "messages") return LivePage::messages;
  return fail(Code::invalid, "portal: not a page that has news");
}

// Whose records the person's pages show; nothing for the desk, which sees everybody's.
std::optional<std::vector<OwnerId>> shown_to(const Context& context, const policy::Person& person) {
  if (acts_as(person, policy::Role::patient)) return std::vector<OwnerId>(1, person.owner());
  if (acts_as(person, policy::Role::front_desk)) return std::nullopt;
  return active_owners(context, person);
}

Task<http::Response> changes(const Context& context, route::Call call) {
  CO_TRY(const auto page, page_named(call.request.parameter("page").value_or("")));
  CO_TRY(const auto text, co_await revision(context, call, page));
  JsonWriter body;
  body.begin_object().field("revision", text).end_object();
  co_return json_response(200, body.text());
}

}  // namespace

Task<std::string> revision(const Context& context, const route::Call& call, LivePage page) {
  const Audience to = audience(call.person());
  const auto owners = shown_to(context, call.person());
  Encoder state;
  if (page == LivePage::today) {
    const auto hour = std::chrono::floor<std::chrono::hours>(context.clock.now());
    state.u64(static_cast<std::uint64_t>(hour.time_since_epoch().count()));
  }
  if (owners) {
    for (const OwnerId owner : *owners) state.raw(owner.bytes());
  }
  for (const std::string_view name : kinds_on(page)) {
    CO_TRY(auto kind, policy::Kind::parse(name));
    CO_TRY(const auto newest,
           co_await context.gate.watch(call.subject(), to.purpose, to.hop, std::move(kind), owners));
    state.u64(newest);
  }
  co_return to_base64url(ByteView(crypto::sha256(state.bytes())).first(16));
}

std::vector<route::Route> news_routes(const Context& context) {
  return {polled(context, "/api/v1/changes", policy::Action::search, "Appointment", changes, {"page"})};
}

}  // namespace salus::portal
