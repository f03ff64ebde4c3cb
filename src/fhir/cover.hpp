// SPDX-License-Identifier: Apache-2.0
// Stretches of time as small sets of words, so that an index of equal words can answer "do these two
// overlap?".
//
// The calendar is a tree of days, months, years, decades and centuries; what lies before 1800 or from 2200 on
// are two more roots. A stretch is covered by its fewest whole buckets, coarser ones at the ends when it
// would take more than two dozen. Two stretches overlap only if a bucket of one is a bucket of the other, or
// inside or around one; words say `=B` for "B is in the cover" and `^B` for "something in B is".
#pragma once

#include "moment.hpp"

#include <string>
#include <vector>

namespace salus::fhir {

/// What is stored with a value, sorted.
std::vector<std::string> cover_words(const Interval& value);
/// What a search looks for, any of them: every value that overlaps `sought` has at least one; some others may
/// too.
std::vector<std::string> cover_query(const Interval& sought);

}  // namespace salus::fhir
