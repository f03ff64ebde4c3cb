// SPDX-License-Identifier: Apache-2.0
// Messages as the pages show them, and as they are written: pure functions.
#pragma once

#include "answer.hpp"
#include "handle.hpp"

#include <optional>
#include <string>

namespace salus::portal {

/// Somebody who writes or is written to: a Patient or a Practitioner.
struct Party {
  std::string kind;
  OwnerId owner;
  std::string name;

  std::string reference() const { return kind + "/" + owner.text(); }
};

/// Whether a Communication was sent by or to this reference.
bool concerns(const records::Document& document, std::string_view reference);

/// A JSON array of Message, oldest first, as `me` (a reference) sees them.
Result<std::string> messages_json(const Documents& documents, const Handles& handles, std::string_view me);
/// One Message.
Result<std::string> message_json(const Documents& documents, const Handles& handles, std::string_view me);

/// What is written, apart from its words.
struct Envelope {
  OwnerId patient;
  Party from;
  Party to;
  std::string sent;
  std::optional<RecordId> in_reply_to;
};
std::string communication_json(const Envelope& envelope, std::string_view text);

}  // namespace salus::portal
