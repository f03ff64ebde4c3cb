// SPDX-License-Identifier: Apache-2.0
// What monitoring asks: whether the program runs, and whether it can do its work.
#pragma once

#include "edge.hpp"
#include "http/http.hpp"
#include "route/route.hpp"
#include "runtime.hpp"

#include <vector>

namespace salus {

/// `/healthz` says only that the program runs; `/readyz` answers 503 while a request that touches a record
/// would (Runtime::ready) or once the certificate has ended, and warns ten days before that. Both must
/// outlive the rows.
std::vector<route::Route> health_routes(Runtime& runtime, const ShownCertificate& certificate);

}  // namespace salus
