// SPDX-License-Identifier: Apache-2.0
// The last step of the way: PHI becomes bytes for one declared hop.
#pragma once

#include "audit/opened.hpp"
#include "base/bytes.hpp"

namespace salus::records {

/// The bytes, for the hop that the receipt's grant named. Another hop is a fault of the program:
/// Code::internal, and nothing leaves.
Result<Bytes> disclose(audit::Opened<Bytes> opened, policy::Hop hop);
/// The same for content that may be a failure of shaping, such as a resource that has to be withheld whole.
Result<Bytes> disclose(audit::Opened<Result<Bytes>> opened, policy::Hop hop);

}  // namespace salus::records
