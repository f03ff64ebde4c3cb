// SPDX-License-Identifier: Apache-2.0
// The note of a visit as FHIR writes it and as its pages show it: pure functions.
#pragma once

#include "answer.hpp"
#include "base/json_fields.hpp"
#include "handle.hpp"
#include "visit_facts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salus::portal {

struct NoteDiagnosis {
  std::string code;  ///< ICD-10-CM
  std::string label;
};

/// What a clinician typed.
struct NoteWords {
  std::string text;
  std::optional<NoteDiagnosis> diagnosis;
};

/// From the body `{text, diagnosis, version}`; at most 20,000 characters of text.
Result<NoteWords> note_words(ByteView body);
inline const std::initializer_list<std::string_view> note_members = {"text", "diagnosis", "version"};

/// A preliminary Composition. `date` is when the note was begun.
std::string composition_json(const VisitFacts& visit, const NoteWords& words, std::string_view date);
/// What signing adds to it: `status` final, and the author's attestation at `now`.
std::string attester_json(const VisitFacts& visit, Time now);
/// The Condition that a signed note with a diagnosis brings about; nothing without one.
Result<std::optional<std::string>> condition_json(const records::Document& composition,
                                                  const VisitFacts& visit, Time now);

/// Draft of the schema: `{text, diagnosis, version, saved_at?, signed_at?}`; version 0 when there is none.
Result<std::string> draft_json(const Documents& compositions);
/// Note of the schema, for one Composition.
Result<std::string> note_json(const Documents& compositions, const Handles& handles);

}  // namespace salus::portal
