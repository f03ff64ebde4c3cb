// SPDX-License-Identifier: Apache-2.0
// A record's next version, made from the one that was opened.
#pragma once

#include "policy/policy.hpp"
#include "records/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace salus::portal {

/// A top-level member and its value as JSON text; an empty value removes it.
struct NewMember {
  std::string_view name;
  std::string value;
};

/// The draft of the next version: the document's members with these replaced or added. Checked like any other
/// content. Code::forbidden when something of the version was withheld, since writing back would lose it.
Result<records::Draft> draft_with(const records::Document& document, const std::vector<NewMember>& members,
                                  const policy::Rules& rules);

}  // namespace salus::portal
