// SPDX-License-Identifier: Apache-2.0
// A chart's parts as its page shows them: pure functions over what was opened, each a JSON text, newest
// first. Dates are those of the clinic's zone.
#pragma once

#include "answer.hpp"
#include "appointment_view.hpp"
#include "base/zone.hpp"
#include "handle.hpp"

#include <string>

namespace salus::portal {

/// Banner, of the one Patient in `documents`.
Result<std::string> banner_json(const Documents& documents, const Handles& handles);
Result<std::string> allergies_json(const Documents& documents, const Zone& zone);
Result<std::string> conditions_json(const Documents& documents, const Zone& zone);
Result<std::string> medications_json(const Documents& documents, const Zone& zone);
/// One row a code, with the history of its numbers.
Result<std::string> observations_json(const Documents& documents);
Result<std::string> documents_json(const Documents& documents, const Handles& handles);
Result<std::string> notes_json(const Documents& documents, const Handles& handles);
Result<std::string> past_appointments_json(const Documents& documents, const Handles& handles, Viewer viewer);

}  // namespace salus::portal
