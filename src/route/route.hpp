// SPDX-License-Identifier: Apache-2.0
// A row of the route table: each feature room exports its own, so that no route exists without its policy.
#pragma once

#include "base/clock.hpp"
#include "base/task.hpp"
#include "http/http.hpp"
#include "policy/policy.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace salus::route {

/// What a request's token stands for.
struct Session {
  std::shared_ptr<const policy::Subject> subject;
  AccountId account;
  std::string csrf;  ///< what `X-Salus-CSRF` must say
  bool locked = false;
  Time expires;
  std::chrono::seconds idle_left{0};
};

/// A request of somebody who is signed in, and not locked unless the row says otherwise. The body is PHI from
/// the first line of a handler.
class Call {
 public:
  Call(http::Request asked, std::vector<std::string> path, Session who, std::string bearer)
      : request(std::move(asked)),
        captures(std::move(path)),
        session(std::move(who)),
        token(std::move(bearer)),
        body(std::exchange(request.body, {})) {}

  http::Request request;  ///< without its body
  std::vector<std::string> captures;
  Session session;
  std::string token;
  policy::Phi<Bytes> body;

  const policy::Subject& subject() const;
  const policy::Person& person() const;
};

/// A request of anybody.
class OpenCall {
 public:
  explicit OpenCall(http::Request asked) : request(std::move(asked)) {}
  http::Request request;
};

/// A request about the session itself, locked or not. Its body is a one-time code at most, never PHI.
class SessionCall {
 public:
  SessionCall(http::Request asked, Session who, std::string bearer)
      : request(std::move(asked)), session(std::move(who)), token(std::move(bearer)) {}
  http::Request request;
  Session session;
  std::string token;
};

/// Needs a session that is not locked. `action` and `resource` say what the handler does through the gate;
/// the table of all rows is what the route review shows, and a row that names nothing of roles.toml stops the
/// start.
struct Guarded {
  policy::Action action;
  Literal resource;
  std::function<Task<http::Response>(Call)> handler;
};

/// Needs a session, not that it is unlocked; such handlers get no gate.
struct Held {
  Literal reason;
  std::function<Task<http::Response>(SessionCall)> handler;
};

/// Open to anybody, for a reason; such handlers get no gate.
struct Open {
  Literal reason;
  std::function<Task<http::Response>(OpenCall)> handler;
};

/// Whose words a failure is told in.
enum class Family : std::uint8_t {
  portal,  ///< RFC 9457 problem details
  fhir,    ///< OperationOutcome
};

/// An idle screen hides the chart and never ends a call: the line of a live one comes back while it is
/// locked.
enum class WhenLocked : std::uint8_t { refused, goes_on };

/// A row that lists this takes any parameter, and its handler refuses those it doesn't know.
inline constexpr std::string_view checks_parameters = "*";

/// Pages that are kept open ask some rows again by themselves, and say so: such a request is no act of the
/// person in the log, so on every other row it is refused.
enum class Polling : std::uint8_t { refused, allowed };

struct Route {
  http::Method method;
  Literal pattern;
  std::variant<Guarded, Held, Open> access;
  Family family = Family::portal;
  std::vector<std::string_view> parameters = {};  ///< of the query; any other is refused, never ignored
  WhenLocked when_locked = WhenLocked::refused;   ///< of a guarded row
  Polling polling = Polling::refused;             ///< of a guarded row
};

}  // namespace salus::route
