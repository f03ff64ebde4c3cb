// SPDX-License-Identifier: Apache-2.0
// Signing in over HTTP. No PHI passes here, so these handlers have no gate.
#include "identity/session_routes.hpp"

#include "base/json_fields.hpp"
#include "base/json_writer.hpp"
#include "base/rfc3339.hpp"

namespace salus::identity {
namespace {

http::Response session_body(const SessionRoutes& context, const Account& account,
                            const route::Session& session, std::string_view bearer) {
  const ClinicWords clinic = context.clinic(account.tenant);
  JsonWriter body;
  body.begin_object().key("account").begin_object().field("name", account.name).field("email", account.email);
  body.key("roles").begin_array();
  for (const std::string_view role : policy::names(account.acting())) body.string(role);
  body.end_array()
      .field("tenant", clinic.name)
      .field("region", clinic.region)
      .field("time_zone", clinic.time_zone);
  body.end_object().field("csrf", session.csrf).key("locked").boolean(session.locked);
  body.key("idle_seconds")
      .number(std::int64_t{context.idle.count()})
      .field("expires_at", rfc3339(session.expires));
  body.key("demo")
      .boolean(context.mode == SessionRoutes::Mode::demo)
      .optional_field("bearer", bearer)
      .end_object();
  return http::Response::json(200, body.text());
}

Task<http::Response> describe(const SessionRoutes& context, std::string token, std::string bearer) {
  CO_TRY(const auto session, co_await context.sessions.find(std::move(token), Activity::background));
  const auto account = context.accounts.find(session.account);
  if (!account) co_return fail(Code::unauthenticated, "identity: the account is gone");
  co_return session_body(context, *account, session, bearer);
}

Task<http::Response> start(const SessionRoutes& context, route::OpenCall call) {
  CO_TRY(const auto body, JsonFields::parse(call.request.body, {"email", "password"}));
  CO_TRY(auto email, body.string("email", 3, 254));
  CO_TRY(const auto password, body.string("password", 1, 256));
  crypto::SecretBytes secret(as_bytes(password));
  CO_TRY(const auto ticket,
         co_await context.sessions.begin(std::move(email), std::move(secret), call.request.peer));
  JsonWriter answer;
  answer.begin_object().field("ticket", ticket).end_object();
  co_return http::Response::json(200, answer.text());
}

// A browser gets a cookie that script can't read; a program that asks for `bearer` gets the token itself.
Task<http::Response> finish(const SessionRoutes& context, route::OpenCall call) {
  CO_TRY(const auto body, JsonFields::parse(call.request.body, {"ticket", "code", "bearer"}));
  CO_TRY(auto ticket, body.string("ticket", 1, 120));
  CO_TRY(auto code, body.string("code", 6, 6));
  CO_TRY(const auto bearer, body.optional_boolean("bearer"));
  std::string device(call.request.header("User-Agent").value_or("unknown"));
  CO_TRY(const auto token, co_await context.sessions.finish(std::move(ticket), std::move(code),
                                                            call.request.peer, std::move(device)));
  if (bearer.value_or(false)) co_return co_await describe(context, token, token);
  CO_TRY(auto response, co_await describe(context, token, ""));
  CO_TRY(const auto cookie, http::host_cookie(session_cookie, token));
  response.headers.add("Set-Cookie", cookie);
  co_return response;
}

Task<http::Response> lock(const SessionRoutes& context, route::SessionCall call) {
  CO_TRY(co_await context.sessions.lock(call.token));
  co_return co_await describe(context, std::move(call.token), "");
}

Task<http::Response> unlock(const SessionRoutes& context, route::SessionCall call) {
  CO_TRY(const auto body, JsonFields::parse(call.request.body, {"code"}));
  CO_TRY(auto code, body.string("code", 6, 6));
  CO_TRY(co_await context.sessions.unlock(call.token, std::move(code)));
  co_return co_await describe(context, std::move(call.token), "");
}

Task<http::Response> end(const SessionRoutes& context, route::SessionCall call) {
  CO_TRY(co_await context.sessions.end(std::move(call.token)));
  http::Response response(204);
  CO_TRY(const auto cookie, http::expired_cookie(session_cookie));
  response.headers.add("Set-Cookie", cookie);
  response.headers.add("Clear-Site-Data", "\"cache\", \"storage\"");
  co_return response;
}

}  // namespace

std::vector<route::Route> session_routes(const SessionRoutes& context) {
  using http::Method;
  const auto open = [&context](auto handler) {
    return [&context, handler](route::OpenCall call) { return handler(context, std::move(call)); };
  };
  const auto held = [&context](auto handler) {
    return [&context, handler](route::SessionCall call) { return handler(context, std::move(call)); };
  };
  const auto read = [](const SessionRoutes& of, route::SessionCall call) {
    return describe(of, std::move(call.token), {});
  };
  return {
      {Method::post, "/api/v1/session", route::Open{"signing in comes before a session", open(start)}},
      {Method::post, "/api/v1/session/second-factor",
       route::Open{"signing in comes before a session", open(finish)}},
      {Method::get, "/api/v1/session", route::Held{"says whether it is locked", held(read)}},
      {Method::remove, "/api/v1/session", route::Held{"a locked screen can be left", held(end)}},
      {Method::post, "/api/v1/session/lock", route::Held{"locking twice is locking", held(lock)}},
      {Method::post, "/api/v1/session/unlock", route::Held{"the way out of a lock", held(unlock)}},
  };
}

}  // namespace salus::identity
