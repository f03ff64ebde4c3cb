// SPDX-License-Identifier: Apache-2.0
// What a search found, as a piece of a page.
#pragma once

#include "answer.hpp"
#include "features.hpp"

namespace salus::portal {

struct Listed {
  std::string text;
  bool truncated = false;  ///< there is more than one search gives, or something isn't what the log says
};

/// Searches and discloses to whoever asks.
Task<Listed> listed(const Context& context, const route::Call& call, gate::Search search, Shape shape);

}  // namespace salus::portal
