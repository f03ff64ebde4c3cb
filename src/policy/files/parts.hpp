// SPDX-License-Identifier: Apache-2.0
// One reader a policy file; `read` calls them in this order, since later files may only name what earlier
// ones declare.
#pragma once

#include "files/section.hpp"

#include <algorithm>
#include <functional>

namespace salus::policy::files {

/// std::ranges::contains of a newer library.
template <class Range, class Value, class Projection = std::identity>
bool contains(const Range& range, const Value& value, Projection projection = {}) {
  return std::ranges::find(range, value, projection) != std::ranges::end(range);
}

void read_dataflow(File& file, Rules& rules);
void read_classes(File& file, Rules& rules);
void read_roles(File& file, Rules& rules);
void read_search(File& file, Rules& rules);
void read_retention(File& file, Rules& rules);
void read_tls(File& file, Rules& rules);

}  // namespace salus::policy::files
