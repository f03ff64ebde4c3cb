// SPDX-License-Identifier: Apache-2.0
// What every request passes before its handler, and which tables of routes don't start at all.
#include "api/api.hpp"

#include "support/people.hpp"

namespace salus::api {
namespace {

using http::Method;
using identity::TestPeople;
using policy::Action;

constexpr std::string_view our_origin = "https://localhost:8443";

http::Request request(Method method, std::string_view path) {
  http::Request made;
  made.method = method;
  made.target.path = path;
  made.peer = TestPeople::address;
  return made;
}

std::vector<route::Route> rows() {
  const auto fine = [](auto) -> Task<http::Response> { co_return http::Response(200); };
  const auto fails = [](auto) -> Task<http::Response> { co_return fail(Code::conflict, "api: a test's"); };
  const auto who = [](route::Call call) -> Task<http::Response> {
    co_return http::Response::text(200, call.person().background() ? "a page" : "a person");
  };
  const route::Guarded guarded{Action::search, "Patient", fine};
  return {{Method::get, "/open", route::Open{"a test", fine}},
          {Method::post, "/open", route::Open{"a test", fine}},
          {Method::get, "/held", route::Held{"a test", fine}},
          {Method::post, "/held", route::Held{"a test", fine}},
          {Method::get, "/guarded", guarded},
          {Method::get,
           "/who",
           route::Guarded{Action::search, "Patient", who},
           route::Family::portal,
           {},
           route::WhenLocked::refused,
           route::Polling::allowed},
          {Method::post, "/guarded", guarded},
          {Method::put, "/guarded/{one}", guarded},
          {Method::get, "/fails", route::Open{"a test", fails}},
          {Method::get, "/fhir/{kind}", route::Open{"a test", fails}, route::Family::fhir}};
}

class ApiTest : public testing::Test {
 protected:
  Result<std::unique_ptr<Api>> make(std::vector<route::Route> routes) {
    Options options;
    options.origin = our_origin;
    return Api::make(std::move(routes), people_.clinic.rules, *people_.sessions, std::move(options),
                     metrics_);
  }
  http::Response ask(http::Request asked) {
    if (!api_) api_ = make(rows()).value();
    return people_.clinic.run(answered(*api_, std::move(asked))).value();
  }
  static Task<http::Response> answered(Api& api, http::Request asked) {
    co_return co_await api.handle(std::move(asked));
  }
  static Code refusal(const Result<std::unique_ptr<Api>>& made) {
    return made ? Code::internal : made.error().code;
  }

  TestPeople people_;
  Metrics metrics_;
  std::unique_ptr<Api> api_;
};

TEST_F(ApiTest, each_failure_has_its_status) {
  struct {
    Code code;
    std::uint16_t status;
  } const table[] = {{Code::invalid, 400},   {Code::unauthenticated, 401}, {Code::forbidden, 403},
                     {Code::absent, 404},    {Code::conflict, 409},        {Code::stale, 412},
                     {Code::too_large, 413}, {Code::unsupported, 400},     {Code::unprocessable, 422},
                     {Code::too_many, 429},  {Code::timed_out, 503},       {Code::unavailable, 503},
                     {Code::corrupt, 500},   {Code::internal, 500}};
  for (const auto& row : table) {
    EXPECT_EQ(status_of(row.code), row.status) << name(row.code);
    EXPECT_EQ(problem(row.code).status, row.status) << name(row.code);
    EXPECT_EQ(operation_outcome(row.code).status, row.status) << name(row.code);
  }
}

TEST_F(ApiTest, a_failure_is_told_in_the_words_of_its_family) {
  const auto portal = ask(request(Method::get, "/fails"));
  EXPECT_EQ(portal.status, 409);
  EXPECT_EQ(portal.headers.find("Content-Type"), "application/problem+json");
  const auto fhir = ask(request(Method::get, "/fhir/Patient"));
  EXPECT_EQ(fhir.status, 409);
  EXPECT_NE(as_text(fhir.body).find("OperationOutcome"), std::string_view::npos);
}

TEST_F(ApiTest, other_paths_are_absent_and_other_methods_named) {
  EXPECT_EQ(ask(request(Method::get, "/nowhere")).status, 404);
  EXPECT_EQ(ask(request(Method::get, "/guarded/a/b")).status, 404);
  const auto refused = ask(request(Method::remove, "/open"));
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.headers.find("Allow"), "GET, POST");
  EXPECT_EQ(ask(request(Method::head, "/open")).status, 200);
}

TEST_F(ApiTest, whoever_is_not_signed_in_reaches_open_rows_only) {
  EXPECT_EQ(ask(request(Method::get, "/open")).status, 200);
  for (const auto* path : {"/held", "/guarded"}) {
    EXPECT_EQ(ask(request(Method::get, path)).status, 401) << path;
    auto wrong = request(Method::get, path);
    wrong.headers.add("Authorization", "Bearer nothing");
    EXPECT_EQ(ask(std::move(wrong)).status, 401) << path;
  }
}

TEST_F(ApiTest, what_changes_something_comes_from_our_own_page_or_by_token) {
  const auto account = people_.join("ana@example.org", policy::Role::clinician);
  const std::string token = people_.sign_in(account).value();
  const std::string csrf = people_.find(token)->csrf;
  struct Row {
    const char* name;
    Method method;
    const char* path;
    bool cookie, bearer;
    std::string origin, csrf;
    std::uint16_t status;
  };
  const std::string ours(our_origin);
  const Row table[] = {
      {"open without Origin", Method::post, "/open", false, false, "", "", 403},
      {"open from elsewhere", Method::post, "/open", false, false, "https://evil.example", "", 403},
      {"open from our page", Method::post, "/open", false, false, ours, "", 200},
      {"cookie, reading", Method::get, "/guarded", true, false, "", "", 200},
      {"cookie without Origin", Method::post, "/guarded", true, false, "", csrf, 403},
      {"cookie from elsewhere", Method::post, "/guarded", true, false, "https://localhost:8444", csrf, 403},
      {"cookie without CSRF", Method::post, "/guarded", true, false, ours, "", 403},
      {"cookie with another's CSRF", Method::post, "/guarded", true, false, ours, csrf + "x", 403},
      {"cookie, all there", Method::post, "/guarded", true, false, ours, csrf, 200},
      {"cookie, held row without CSRF", Method::post, "/held", true, false, ours, "", 403},
      {"cookie, held row, all there", Method::post, "/held", true, false, ours, csrf, 200},
      {"cookie, PUT without CSRF", Method::put, "/guarded/1", true, false, ours, "", 403},
      {"bearer needs neither", Method::post, "/guarded", false, true, "", "", 200},
  };
  for (const Row& row : table) {
    auto asked = request(row.method, row.path);
    if (row.cookie) asked.headers.add("Cookie", "__Host-salus=" + token);
    if (row.bearer) asked.headers.add("Authorization", "Bearer " + token);
    if (!row.origin.empty()) asked.headers.add("Origin", row.origin);
    if (!row.csrf.empty()) asked.headers.add("X-Salus-CSRF", row.csrf);
    EXPECT_EQ(ask(std::move(asked)).status, row.status) << row.name;
  }
  auto upgrade = request(Method::get, "/guarded");
  upgrade.wants_websocket = true;
  upgrade.headers.add("Cookie", "__Host-salus=" + token);
  EXPECT_EQ(ask(std::move(upgrade)).status, 403);  // a page from elsewhere could open a socket
}

TEST_F(ApiTest, a_locked_screen_reaches_the_session_itself_only) {
  const auto account = people_.join("ana@example.org", policy::Role::clinician);
  const std::string token = people_.sign_in(account).value();
  ASSERT_TRUE(people_.clinic.run(people_.sessions->lock(token)));
  struct {
    const char* path;
    std::uint16_t status;
  } const table[] = {{"/guarded", 423}, {"/held", 200}, {"/open", 200}};
  for (const auto& row : table) {
    auto asked = request(Method::get, row.path);
    asked.headers.add("Authorization", "Bearer " + token);
    EXPECT_EQ(ask(std::move(asked)).status, row.status) << row.path;
  }
}

TEST_F(ApiTest, polling_does_not_keep_a_screen_awake) {
  const auto account = people_.join("ana@example.org", policy::Role::clinician);
  const std::string token = people_.sign_in(account).value();
  const auto status_after = [&](std::chrono::seconds pause, bool background) {
    people_.clock.advance(pause);
    auto asked = request(Method::get, "/who");
    asked.headers.add("Authorization", "Bearer " + token);
    if (background) asked.headers.add("X-Salus-Background", "true");
    return ask(std::move(asked)).status;
  };
  const std::chrono::seconds most = people_.clinic.rules.idle_limit;
  EXPECT_EQ(status_after(most - std::chrono::seconds(1), false), 200);
  EXPECT_EQ(status_after(most - std::chrono::seconds(1), true), 200);
  EXPECT_EQ(status_after(std::chrono::seconds(1), true), 423);
}

TEST_F(ApiTest, what_a_page_asks_by_itself_is_no_act_of_the_person) {
  const auto account = people_.join("ana@example.org", policy::Role::clinician);
  const std::string token = people_.sign_in(account).value();
  const auto asks = [&](std::string_view background) {
    auto asked = request(Method::get, "/who");
    asked.headers.add("Authorization", "Bearer " + token);
    if (!background.empty()) asked.headers.add("X-Salus-Background", std::string(background));
    return std::string(as_text(ask(std::move(asked)).body));
  };
  EXPECT_EQ(asks(""), "a person");
  EXPECT_EQ(asks("true"), "a page");
  EXPECT_EQ(asks("false"), "a person");
  EXPECT_EQ(asks(""), "a person") << "the session's own subject stays as it is";
  for (const Method method : {Method::get, Method::post}) {
    auto asked = request(method, "/guarded");
    asked.headers.add("Authorization", "Bearer " + token);
    asked.headers.add("X-Salus-Background", "true");
    EXPECT_EQ(ask(std::move(asked)).status, 400)
        << "no page asks for this, so somebody would hide in the log";
  }
}

TEST_F(ApiTest, a_table_that_policy_does_not_know_does_not_start) {
  const auto never = [](route::Call) -> Task<http::Response> { co_return http::Response(200); };
  const auto made = [&](Action action, Literal resource) {
    return refusal(make({{Method::get, "/x", route::Guarded{action, resource, never}}}));
  };
  struct {
    const char* name;
    Action action;
    Literal resource;
    Code refused;  // internal: not refused
  } const table[] = {{"granted to a role", Action::search, "Patient", Code::internal},
                     {"a kind of our own", Action::search, "Key", Code::internal},
                     {"an action nobody has on it", Action::remove, "Patient", Code::forbidden},
                     {"a kind nobody has", Action::read, "Immunization", Code::forbidden},
                     {"a kind of components only", Action::read, "Session", Code::forbidden},
                     {"any kind, granted on some", Action::vread, "*", Code::internal}};
  for (const auto& row : table) EXPECT_EQ(made(row.action, row.resource), row.refused) << row.name;
  people_.clinic.rules.rules.clear();
  EXPECT_EQ(made(Action::search, "Patient"), Code::forbidden);
  EXPECT_EQ(made(Action::read, "*"), Code::forbidden);
}

TEST_F(ApiTest, two_rows_for_one_request_do_not_start) {
  const auto fine = [](auto) -> Task<http::Response> { co_return http::Response(200); };
  const route::Open open{"a test", fine};
  EXPECT_EQ(refusal(make({{Method::get, "/a/{b}", open}, {Method::get, "/a/{c}", open}})), Code::invalid);
  EXPECT_EQ(refusal(make({{Method::get, "/a/{b}", open}, {Method::get, "/a/b", open}})), Code::internal);
  EXPECT_EQ(refusal(make({{Method::get, "a", open}})), Code::invalid);
}

}  // namespace
}  // namespace salus::api
