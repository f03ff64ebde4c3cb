// SPDX-License-Identifier: Apache-2.0
// What every verb does with a decision: go on with the grant, or append the denial and give its answer.
#pragma once

#include "audit/log.hpp"

#include <utility>
#include <variant>

namespace salus::gate {

/// Appends the denial and tells how to fail: with its answer, or with why it couldn't be appended.
inline boost::asio::awaitable<Error> refuse(audit::Log& log, policy::Denial denial, Literal what) {
  const Error answer{denial.answer(), what};
  const auto appended = co_await log.append(std::move(denial));
  co_return appended ? answer : appended.error();
}

template <class Scope>
Task<policy::Grant<Scope>> granted(audit::Log& log,
                                   std::variant<policy::Grant<Scope>, policy::Denial> decision,
                                   Literal what) {
  if (auto* denial = std::get_if<policy::Denial>(&decision)) {
    const Error answer = co_await refuse(log, std::move(*denial), what);
    co_return std::unexpected(answer);
  }
  co_return std::get<policy::Grant<Scope>>(std::move(decision));
}

}  // namespace salus::gate
