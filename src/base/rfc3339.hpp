// SPDX-License-Identifier: Apache-2.0
// Times as text, in UTC, as FHIR and our own schema write them (RFC 3339).
#pragma once

#include "base/clock.hpp"

#include <string>

namespace salus {
inline namespace base {

/// `2026-11-22`
std::string date_text(Time time);
/// `2026-11-22T09:30:00Z`: whole seconds, cut down.
std::string rfc3339(Time time);
/// `2026-11-22T09:30:00.125Z`
std::string rfc3339_millis(Time time);

}  // namespace base
}  // namespace salus
