// SPDX-License-Identifier: Apache-2.0
// What a search found, as a piece of a page.
#include "listed.hpp"

namespace salus::portal {

Task<Listed> listed(const Context& context, const route::Call& call, gate::Search search, Shape shape) {
  const Audience to = audience(call.person());
  CO_TRY(auto found, co_await context.gate.search(call.subject(), to.purpose, to.hop, std::move(search)));
  Listed rows;
  rows.truncated = found.truncated || found.withheld > 0;
  CO_TRY(rows.text, disclosed(std::move(found.documents), to, shape));
  co_return rows;
}

}  // namespace salus::portal
