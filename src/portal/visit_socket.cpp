// SPDX-License-Identifier: Apache-2.0
// From an upgrade to a seat in the visit's room: decided and audited before a byte is exchanged.
#include "visit/rooms.hpp"
#include "visit_registry.hpp"
#include "visit_routes.hpp"

namespace salus::portal {
namespace {

// By value: they live in this coroutine's frame for as long as the socket does.
Task<void> sit(visit::Rooms& rooms, [[maybe_unused]] std::shared_ptr<const Attendee> presence,
               std::string visit, visit::Party party, visit::Admission admission,
               std::shared_ptr<http::WebSocket> socket) {
  co_return co_await rooms.join(std::move(visit), party, admission, std::move(socket));
}

}  // namespace

Task<http::Response> signalling(const Context& context, route::Call call) {
  if (!call.request.wants_websocket) co_return fail(Code::invalid, "portal: not an upgrade");
  CO_TRY(policy::declared(context.rules.map, hop::signalling));
  const auto named = call.request.parameter("visit");
  if (!named) co_return fail(Code::invalid, "portal: visit is missing");
  std::string handle(*named);
  CO_TRY(const auto visit, co_await visit_facts(context, call, std::move(handle)));
  if (visit.over()) co_return fail(Code::conflict, "portal: the visit is over");
  const auto admission = visit.begun() ? visit::Admission::admitted : visit::Admission::waiting;
  Attendee attendee(call.person(), visit.patient);
  http::WebSocketHandler handler = [&rooms = context.rooms, &visits = context.visits, attendee,
                                    id = visit.id.text(), party = visit.party,
                                    admission](std::shared_ptr<http::WebSocket> socket) {
    return sit(rooms, visits.enter(id, party, attendee), id, party, admission, std::move(socket));
  };
  co_return http::Response::websocket(std::move(handler));
}

}  // namespace salus::portal
