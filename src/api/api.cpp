// SPDX-License-Identifier: Apache-2.0
// What every request passes: route, session, CSRF, lock.
#include "api/api.hpp"

#include "base/log.hpp"
#include "crypto/secret.hpp"

#include <algorithm>

namespace salus::api {
namespace {

struct Row {
  route::Route route;
  http::Pattern pattern;
};

bool takes(const route::Route& route, std::string_view parameter) {
  return std::ranges::find(route.parameters, parameter) != route.parameters.end();
}

// A parameter that is ignored is a filter that its sender believes in (README, promise 6).
bool knows_parameters(const route::Route& route, const http::Request& request) {
  if (takes(route, route::checks_parameters)) return true;
  return std::ranges::all_of(request.target.query,
                             [&route](const auto& parameter) { return takes(route, parameter.name); });
}

bool reads_only(http::Method method) {
  return method == http::Method::get || method == http::Method::head;
}

struct Credential {
  std::string token;
  bool by_cookie = false;
};

// Components come by no route.
bool granted(const route::Guarded& row, const policy::Rules& rules) {
  return std::ranges::any_of(rules.rules, [&row](const policy::Rule& rule) {
    const bool kind_fits =
        row.resource.view() == "*" ||
        std::ranges::find(rule.kinds, row.resource.view(), &policy::Kind::view) != rule.kinds.end();
    return kind_fits && rule.actions.has(row.action);
  });
}

// What a page asks by itself stays apart from the person's acts in the audit log.
std::shared_ptr<const policy::Subject> in_background(const policy::Subject& subject) {
  if (const auto* person = std::get_if<policy::Person>(&subject))
    return std::make_shared<const policy::Subject>(person->in_background());
  return std::make_shared<const policy::Subject>(subject);
}

std::optional<Credential> credential(const http::Request& request) {
  if (const auto header = request.header("Authorization")) {
    constexpr std::string_view scheme = "Bearer ";
    if (!header->starts_with(scheme)) return std::nullopt;
    return Credential{std::string(header->substr(scheme.size())), false};
  }
  if (const auto value = http::cookie(request, identity::session_cookie))
    return Credential{std::string(*value), true};
  return std::nullopt;
}

}  // namespace

class Api::Impl {
 public:
  Impl(identity::Sessions& sessions, Options options, Metrics& metrics)
      : sessions_(sessions),
        options_(std::move(options)),
        requests_(metrics.counter("salus_requests_total", "Requests that reached the route table")) {}

  Result<void> add(route::Route route) {
    TRY(auto pattern, http::Pattern::parse(route.pattern.view()));
    for (const Row& row : rows_) {
      const bool ambiguous = row.pattern.overlaps(pattern) && !row.pattern.more_specific(pattern) &&
                             !pattern.more_specific(row.pattern);
      if (row.route.method == route.method && ambiguous)
        return fail(Code::invalid, "api: two routes for one path");
    }
    rows_.push_back({std::move(route), std::move(pattern)});
    // The more specific first, so that the first match is the right one.
    std::ranges::stable_sort(rows_,
                             [](const Row& a, const Row& b) { return a.pattern.more_specific(b.pattern); });
    return {};
  }

  boost::asio::awaitable<http::Response> handle(http::Request request) {
    requests_.add();
    bool known_path = false;
    const auto method = request.method == http::Method::head ? http::Method::get : request.method;
    for (const Row& row : rows_) {
      const auto captured = row.pattern.match(request.path());
      if (!captured) continue;
      known_path = true;
      if (row.route.method != method) continue;
      std::vector<std::string> captures(captured->begin(), captured->end());
      co_return co_await dispatch(row.route, std::move(request), std::move(captures));
    }
    if (!known_path) co_return problem(Code::absent);
    auto response = http::Response::problem(405, "This address doesn't take that method.", "unsupported");
    response.headers.add("Allow", allowed(request.path()));
    co_return response;
  }

 private:
  std::string allowed(std::string_view path) const {
    std::string methods;
    for (const Row& row : rows_) {
      if (!row.pattern.match(path)) continue;
      if (!methods.empty()) methods += ", ";
      methods += http::name(row.route.method);
    }
    return methods;
  }

  boost::asio::awaitable<http::Response> dispatch(const route::Route& route, http::Request request,
                                                  std::vector<std::string> captures) {
    auto outcome = co_await attempt(route, std::move(request), std::move(captures));
    if (outcome) co_return *std::move(outcome);
    const Error& error = outcome.error();
    if (error.code == Code::internal || error.code == Code::corrupt) log::error("request-failed", error);
    co_return route.family == route::Family::fhir ? operation_outcome(error.code) : problem(error.code);
  }

  Task<http::Response> attempt(const route::Route& route, http::Request request,
                               std::vector<std::string> captures) {
    if (!knows_parameters(route, request)) co_return fail(Code::unsupported, "api: an unknown parameter");
    if (const auto* open = std::get_if<route::Open>(&route.access)) {
      if (!reads_only(request.method) && !own_origin(request)) co_return foreign();
      route::OpenCall call(std::move(request));
      co_return co_await open->handler(std::move(call));
    }
    auto presented = credential(request);
    if (!presented) co_return fail(Code::unauthenticated, "api: no session");
    const bool background = request.header("X-Salus-Background") == "true";
    if (background && std::holds_alternative<route::Guarded>(route.access) &&
        route.polling == route::Polling::refused)
      co_return fail(Code::invalid, "api: no page asks for this by itself");
    CO_TRY(auto session, co_await sessions_.find(presented->token, background ? identity::Activity::background
                                                                              : identity::Activity::person));
    if (background) session.subject = in_background(*session.subject);
    const bool changes = !reads_only(request.method) || request.wants_websocket;
    if (changes && presented->by_cookie && !own_origin(request)) co_return foreign();
    if (!reads_only(request.method) && presented->by_cookie && !csrf_fits(request, session))
      co_return foreign();

    if (const auto* held = std::get_if<route::Held>(&route.access)) {
      route::SessionCall call(std::move(request), std::move(session), std::move(presented->token));
      co_return co_await held->handler(std::move(call));
    }
    if (session.locked && route.when_locked == route::WhenLocked::refused)
      co_return http::Response::problem(423, "The screen is locked. Enter a code to go on.", "locked");
    route::Call call(std::move(request), std::move(captures), std::move(session),
                     std::move(presented->token));
    const auto& guarded = std::get<route::Guarded>(route.access);
    co_return co_await guarded.handler(std::move(call));
  }

  // A request without Origin that changes something comes from no browser of today.
  bool own_origin(const http::Request& request) const {
    const auto origin = request.header("Origin");
    return origin && *origin == options_.origin;
  }

  static bool csrf_fits(const http::Request& request, const route::Session& session) {
    const auto sent = request.header("X-Salus-CSRF");
    return sent && crypto::equal(as_bytes(*sent), as_bytes(session.csrf));
  }

  static http::Response foreign() {
    return http::Response::problem(403, "This request did not come from our own page.", "csrf");
  }

  identity::Sessions& sessions_;
  Options options_;
  Counter& requests_;
  std::vector<Row> rows_;
};

Result<std::unique_ptr<Api>> Api::make(std::vector<route::Route> routes, const policy::Rules& rules,
                                       identity::Sessions& sessions, Options options, Metrics& metrics) {
  auto impl = std::make_unique<Impl>(sessions, std::move(options), metrics);
  for (route::Route& route : routes) {
    if (const auto* guarded = std::get_if<route::Guarded>(&route.access);
        guarded && !granted(*guarded, rules))
      return fail(Code::forbidden, "api: a route whose action no rule of roles.toml grants");
    TRY(impl->add(std::move(route)));
  }
  return std::unique_ptr<Api>(new Api(std::move(impl)));
}

Api::Api(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Api::~Api() = default;

boost::asio::awaitable<http::Response> Api::handle(http::Request request) {
  return impl_->handle(std::move(request));
}

}  // namespace salus::api
