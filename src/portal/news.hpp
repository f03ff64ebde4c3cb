// SPDX-License-Identifier: Apache-2.0
// Whether a page that somebody keeps open has become old, without opening anything to find out.
#pragma once

#include "portal/context.hpp"
#include "route/route.hpp"

#include <string>

namespace salus::portal {

/// A page that asks for news.
enum class LivePage : std::uint8_t { today, appointments, messages };

/// Tells one state of a page from the next: whose records it shows, and how far these have come. Today's
/// changes by the hour too, since a day moves on by itself. Take it before the page is read, and a write in
/// between shows as news. Appends nothing but a refusal.
Task<std::string> revision(const Context& context, const route::Call& call, LivePage page);

}  // namespace salus::portal
