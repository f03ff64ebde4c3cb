// SPDX-License-Identifier: Apache-2.0
// The part of an entry that names people, records, addresses and reasons, as it is before it is sealed.
#pragma once

#include "audit/entry.hpp"

namespace salus::audit {

/// Everything of an entry but what its envelope says: index, sequence and tenant.
Bytes encode_body(const Entry& entry);
/// Strict: what it accepts, `encode_body` gives back byte for byte.
Result<Entry> decode_body(ByteView body);

}  // namespace salus::audit
