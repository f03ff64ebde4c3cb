// SPDX-License-Identifier: Apache-2.0
// The limits that the front door promises, checked before a request costs anything.
#pragma once

#include "store.hpp"

namespace salus::store {

/// Code::too_large over a bound; Code::invalid for what contradicts itself, so that no engine has to decide.
/// Batches: batch.hpp.
Result<void> check(const Expression& expression);
Result<void> check_limit(std::uint32_t limit);
Result<void> check_keys(std::size_t keys);

/// What its rows take, to size a group of batches.
std::size_t bytes_of(const Batch& batch);

}  // namespace salus::store
