// SPDX-License-Identifier: Apache-2.0
// The newest version of each record as the log knows it: what a read is checked against.
#pragma once

#include "crypto/hash.hpp"
#include "store/store.hpp"

namespace salus::audit {

struct Head {
  store::RowKey key{};
  store::Version version = 0;  ///< 0, with a blob of zeros: the row was erased, and must not exist
  crypto::Hash blob{};         ///< as `head_of` makes it
  friend bool operator==(const Head&, const Head&) = default;
};

/// SHA-256 of the blob of a live row. A deleted row has a hash of its own, so that one can't be made the
/// other by hand. The generation isn't part of it: a rewrap is no new version.
Head head_of(const store::Row& row);

}  // namespace salus::audit
