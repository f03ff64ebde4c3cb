// SPDX-License-Identifier: Apache-2.0
// The hash that ties a row of the store to the log.
#include "audit/head.hpp"

namespace salus::audit {

Head head_of(const store::Row& row) {
  const bool live = row.state == store::State::live;
  return {row.key, row.version,
          live ? crypto::sha256(row.blob) : crypto::sha256({as_bytes("deleted"), row.blob})};
}

}  // namespace salus::audit
