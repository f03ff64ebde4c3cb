// SPDX-License-Identifier: Apache-2.0
// Writes outcomes.
#include "issue.hpp"

#include "base/json.hpp"

namespace salus::fhir {
namespace {

std::string_view name(IssueCode code) {
  switch (code) {
    case IssueCode::invalid:
      return "invalid";
    case IssueCode::structure:
      return "structure";
    case IssueCode::required:
      return "required";
    case IssueCode::value:
      return "value";
    case IssueCode::invariant:
      return "invariant";
    case IssueCode::code_invalid:
      return "code-invalid";
    case IssueCode::not_supported:
      return "not-supported";
    case IssueCode::extension:
      return "extension";
    case IssueCode::too_long:
      return "too-long";
    case IssueCode::business_rule:
      return "business-rule";
    case IssueCode::login:
      return "login";
    case IssueCode::forbidden:
      return "forbidden";
    case IssueCode::not_found:
      return "not-found";
    case IssueCode::conflict:
      return "conflict";
    case IssueCode::throttled:
      return "throttled";
    case IssueCode::timeout:
      return "timeout";
    case IssueCode::transient:
      return "transient";
    case IssueCode::exception:
      return "exception";
  }
  std::unreachable();
}

Issue issue(Code code) {
  switch (code) {
    case Code::invalid:
      return {IssueCode::invalid, "The request is malformed.", {}};
    case Code::unauthenticated:
      return {IssueCode::login, "Sign in first.", {}};
    case Code::forbidden:
      return {IssueCode::forbidden, "You may not do this.", {}};
    case Code::absent:
      return {IssueCode::not_found, "There is no such record, or none that you may see.", {}};
    case Code::conflict:
      return {IssueCode::conflict, "Another change came first. Read again.", {}};
    case Code::stale:
      return {IssueCode::conflict, "The version is no longer the newest. Read again.", {}};
    case Code::too_large:
      return {IssueCode::too_long, "The request is too large.", {}};
    case Code::unsupported:
      return {IssueCode::not_supported, "This isn't supported.", {}};
    case Code::unprocessable:
      return {IssueCode::invariant, "The content breaks a rule of its definition.", {}};
    case Code::too_many:
      return {IssueCode::throttled, "Too many requests. Wait a moment.", {}};
    case Code::timed_out:
      return {IssueCode::timeout, "It took too long. Try again.", {}};
    case Code::unavailable:
      return {IssueCode::transient, "Not possible just now. Try again later.", {}};
    case Code::corrupt:
      return {IssueCode::exception, "The stored record failed its check.", {}};
    case Code::internal:
      return {IssueCode::exception, "A fault of ours. It has been noted.", {}};
  }
  std::unreachable();
}

}  // namespace

Refusal refusal(const Error& error) {
  auto only = issue(error.code);
  only.text = error.context;
  return {error.code, {std::move(only)}};
}

std::string outcome(std::span<const Issue> issues) {
  std::string out = R"({"resourceType":"OperationOutcome","issue":[)";
  for (const Issue& issue : issues) {
    if (&issue != issues.data()) out.push_back(',');
    out.append(R"({"severity":"error","code":")").append(name(issue.code)).append(R"(","diagnostics":)");
    append_json_string(out, issue.text.view());
    if (!issue.expression.empty()) {
      out.append(R"(,"expression":[)");
      append_json_string(out, issue.expression);
      out.push_back(']');
    }
    out.push_back('}');
  }
  return out.append("]}");
}

}  // namespace salus::fhir
