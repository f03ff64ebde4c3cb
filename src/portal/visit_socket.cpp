// SPDX-License-Identifier: Apache-2.0
// From an upgrade to a seat in the visit's room: decided and audited before a byte is exchanged, and again
// for as long as the socket is open.
#include "base/deadline.hpp"
#include "visit/rooms.hpp"
#include "visit_registry.hpp"
#include "visit_routes.hpp"

namespace salus::portal {
namespace {

// A session that is over, or an account that was suspended, loses its line after this at the latest; signing
// out closes it at once.
constexpr std::chrono::seconds between_looks{30};
// A grant lasts this many looks: each new one is decided and audited as the first was.
constexpr int looks_a_grant = 10;

Task<VisitFacts> decided(const Context& context, const route::Call& call) {
  CO_TRY(policy::declared(context.rules.map, hop::signalling));
  const auto named = call.request.parameter("visit");
  if (!named) co_return fail(Code::invalid, "portal: visit is missing");
  std::string handle(*named);
  CO_TRY(auto visit, co_await visit_facts(context, call, std::move(handle)));
  if (visit.over()) co_return fail(Code::conflict, "portal: the visit is over");
  co_return visit;
}

Task<void> look_again(const Context& context, route::Call& call, int looks) {
  // A locked session is no reason to end a call.
  CO_TRY(call.session, co_await context.sessions.find(call.token, identity::Activity::background));
  if (looks % looks_a_grant != 0) co_return Result<void>{};
  CO_TRY(co_await decided(context, call));
  co_return Result<void>{};
}

boost::asio::awaitable<void> watch(const Context& context, route::Call call,
                                   std::shared_ptr<http::WebSocket> socket) {
  for (int looks = 1;; ++looks) {
    co_await sleep_for(between_looks);
    const auto allowed = co_await look_again(context, call, looks);
    if (!allowed) socket->shut(http::CloseCode::policy_violation, "not allowed any more");
  }
}

// By value: they live in this coroutine's frame for as long as the socket does.
Task<void> sit(const Context& context, route::Call call, VisitFacts visit,
               std::shared_ptr<http::WebSocket> socket) {
  const auto admission = visit.begun() ? visit::Admission::admitted : visit::Admission::waiting;
  Attendee attendee(call.person(), visit.patient);
  attendee.line = socket;
  const auto presence = context.visits.enter(visit.id.text(), visit.party, std::move(attendee));
  auto watching = watch(context, std::move(call), socket);
  auto sitting = context.rooms.join(visit.id.text(), visit.party, admission, std::move(socket));
  co_return co_await beside(std::move(watching), std::move(sitting));
}

}  // namespace

Task<http::Response> signalling(const Context& context, route::Call call) {
  if (!call.request.wants_websocket) co_return fail(Code::invalid, "portal: not an upgrade");
  CO_TRY(auto visit, co_await decided(context, call));
  auto held = std::make_shared<route::Call>(std::move(call));
  http::WebSocketHandler handler = [&context, held, visit](std::shared_ptr<http::WebSocket> socket) {
    return sit(context, std::move(*held), visit, std::move(socket));
  };
  co_return http::Response::websocket(std::move(handler));
}

}  // namespace salus::portal
