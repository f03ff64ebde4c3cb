// SPDX-License-Identifier: Apache-2.0
// Handlers of /api/v1/accounts.
#pragma once

#include "context.hpp"
#include "route/route.hpp"

namespace salus::portal {

Task<http::Response> list_accounts(const Context& context, route::Call call);
/// The answer holds an invitation, which nobody can read again.
Task<http::Response> create_account(const Context& context, route::Call call);
Task<http::Response> invite_account(const Context& context, route::Call call);
Task<http::Response> change_account(const Context& context, route::Call call);
Task<http::Response> confirm_account(const Context& context, route::Call call);

}  // namespace salus::portal
