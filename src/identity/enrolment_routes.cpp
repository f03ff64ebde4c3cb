// SPDX-License-Identifier: Apache-2.0
// Enrolling over HTTP: comes before a session, and no PHI passes here.
#include "base/json_fields.hpp"
#include "base/json_writer.hpp"
#include "identity/password.hpp"
#include "identity/session_routes.hpp"

namespace salus::identity {
namespace {

Task<http::Response> begin(Enrolments& enrolments, route::OpenCall call) {
  CO_TRY(const auto body, JsonFields::parse(call.request.body, {"email", "invitation"}));
  CO_TRY(auto email, body.string("email", 3, 254));
  CO_TRY(auto invitation, body.string("invitation", 1, 64));
  CO_TRY(const auto begun,
         co_await enrolments.begin(std::move(email), std::move(invitation), call.request.peer));
  JsonWriter answer;
  answer.begin_object().field("ticket", begun.ticket).field("email", begun.email);
  answer.field("totp_secret", begun.secret).end_object();
  co_return http::Response::json(200, answer.text());
}

Task<http::Response> finish(Enrolments& enrolments, route::OpenCall call) {
  CO_TRY(const auto body, JsonFields::parse(call.request.body, {"ticket", "password", "code"}));
  CO_TRY(auto ticket, body.string("ticket", 1, 120));
  CO_TRY(auto code, body.string("code", 6, 6));
  CO_TRY(const auto password, body.string("password", shortest_password, longest_password));
  crypto::SecretBytes secret(as_bytes(password));
  std::string device(call.request.header("User-Agent").value_or("unknown"));
  CO_TRY(co_await enrolments.finish(std::move(ticket), std::move(secret), std::move(code), call.request.peer,
                                    std::move(device)));
  co_return http::Response(204);
}

}  // namespace

std::vector<route::Route> enrolment_routes(Enrolments& enrolments) {
  const auto open = [&enrolments](auto handler) {
    const auto handle = [&enrolments, handler](route::OpenCall call) {
      return handler(enrolments, std::move(call));
    };
    return route::Open{"enrolling comes before a session", handle};
  };
  return {{http::Method::post, "/api/v1/enrolment", open(begin)},
          {http::Method::post, "/api/v1/enrolment/credentials", open(finish)}};
}

}  // namespace salus::identity
