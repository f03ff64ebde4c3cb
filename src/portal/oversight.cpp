// SPDX-License-Identifier: Apache-2.0
// The map, keys, accounts, and what anybody may know of the program.
#include "accounts.hpp"
#include "answer.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "features.hpp"
#include "guarded.hpp"
#include "oversight_view.hpp"
#include "peer.hpp"

namespace salus::portal {
namespace {

constexpr std::size_t longest_certificate = 64 * 1024;

// Whoever is signed in may see where data goes; no record says so, so there is nothing to ask the gate.
route::Route map_route(const Context& context) {
  const auto hash = policy_hash(context.rules.folder);
  auto page = hash ? map_page(context.rules.map, *hash) : std::string();
  auto handler = [page = std::move(page)](route::SessionCall) -> Task<http::Response> {
    if (page.empty()) co_return fail(Code::unavailable, "portal: the policy files can't be read");
    co_return json_response(200, page);
  };
  return {http::Method::get, "/api/v1/map",
          route::Held{"policy is no PHI and no secret of the clinic", handler}};
}

Task<http::Response> list_keys(const Context& context, route::Call call) {
  const Audience to = audience(call.person());
  CO_TRY(auto kind, policy::Kind::parse("Key"));
  CO_TRY(co_await context.gate.allow(call.subject(), policy::Purpose::operations, to.hop,
                                     policy::Action::search, std::move(kind)));
  CO_TRY(const auto keys, co_await context.keys.describe(call.person().tenant()));
  co_return json_response(200, keys_page(context.keys.custody(), keys, context.clock.now()));
}

route::Route about_route(const Context& context) {
  auto handler = [&context](route::OpenCall) -> Task<http::Response> {
    JsonWriter body;
    body.begin_object()
        .field("version", SALUS_VERSION)
        .key("demo")
        .boolean(!context.demo.empty())
        .end_object();
    co_return json_response(200, body.text());
  };
  return {http::Method::get, "/api/v1/about",
          route::Open{"the sign-in page says which program it is", handler}};
}

// One-time codes and passwords stay on this machine, whatever address the program listens on.
Task<http::Response> demo_people(const Context& context, std::string peer) {
  if (context.demo.empty() || !on_this_machine(peer)) co_return fail(Code::absent, "portal: not a demo");
  CO_TRY(policy::declared(context.rules.map, hop::demo_page));
  CO_TRY(const auto pem, read_file(context.ca, longest_certificate));
  DemoCa ca;
  ca.path = context.ca.string();
  CO_TRY(ca.sha256, fingerprint(as_text(pem)));
  co_return json_response(200, demo_page(context.demo, context.clinic, ca, context.clock.now()));
}

route::Route demo_route(const Context& context) {
  auto handler = [&context](route::OpenCall call) {
    return demo_people(context, std::move(call.request.peer));
  };
  return {http::Method::get, "/api/v1/demo",
          route::Open{"a demo's people are invented, and a clinic's home has none", handler}};
}

}  // namespace

std::vector<route::Route> oversight_routes(const Context& context) {
  using http::Method;
  using policy::Action;
  std::vector<route::Route> rows;
  rows.push_back(about_route(context));
  rows.push_back(demo_route(context));
  rows.push_back(map_route(context));
  rows.push_back(guarded(context, Method::get, "/api/v1/keys", Action::search, "Key", list_keys));
  rows.push_back(guarded(context, Method::get, "/api/v1/accounts", Action::search, "Account", list_accounts));
  rows.push_back(
      guarded(context, Method::post, "/api/v1/accounts", Action::create, "Account", create_account));
  rows.push_back(guarded(context, Method::patch, "/api/v1/accounts/{handle}", Action::update, "Account",
                         change_account));
  rows.push_back(guarded(context, Method::post, "/api/v1/accounts/{handle}/invitation", Action::update,
                         "Account", invite_account));
  rows.push_back(guarded(context, Method::post, "/api/v1/accounts/{handle}/confirmation", Action::create,
                         "Confirmation", confirm_account));
  return rows;
}

}  // namespace salus::portal
