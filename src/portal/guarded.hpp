// SPDX-License-Identifier: Apache-2.0
// A guarded row whose handler knows the context, and the parameters that it takes.
#pragma once

#include "context.hpp"
#include "route/route.hpp"

namespace salus::portal {

using Handler = Task<http::Response> (*)(const Context&, route::Call);

inline route::Route guarded(const Context& context, http::Method method, Literal pattern,
                            policy::Action action, Literal kind, Handler handler,
                            std::vector<std::string_view> parameters = {}) {
  const auto handle = [&context, handler](route::Call call) { return handler(context, std::move(call)); };
  return {method, pattern, route::Guarded{action, kind, handle}, route::Family::portal,
          std::move(parameters)};
}

/// The same, which a page that is kept open asks for again.
inline route::Route polled(const Context& context, Literal pattern, policy::Action action, Literal kind,
                           Handler handler, std::vector<std::string_view> parameters = {}) {
  route::Route row =
      guarded(context, http::Method::get, pattern, action, kind, handler, std::move(parameters));
  row.polling = route::Polling::allowed;
  return row;
}

}  // namespace salus::portal
