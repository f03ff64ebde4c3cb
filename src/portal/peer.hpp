// SPDX-License-Identifier: Apache-2.0
// Where the other end of a connection sits.
#pragma once

#include <string>

namespace salus::portal {

/// Whether a numeric address is this machine's own: 127.0.0.0/8 or ::1 (RFC 6890). Text that is no address is
/// not.
bool on_this_machine(const std::string& peer);

}  // namespace salus::portal
