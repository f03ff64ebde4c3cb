// SPDX-License-Identifier: Apache-2.0
// The newest version of each record as the log knows it: what a read is checked against.
#pragma once

#include "crypto/hash.hpp"
#include "store/store.hpp"

namespace salus::audit {

struct Head {
  store::RowKey key{};
  store::Version version = 0;
  crypto::Hash blob{};  ///< SHA-256 of the row's blob
};

}  // namespace salus::audit
