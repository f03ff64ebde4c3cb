// SPDX-License-Identifier: Apache-2.0
// Rows of the messages pages.
#include "message_view.hpp"

#include "names.hpp"
#include "rows.hpp"

#include <algorithm>

namespace salus::portal {
namespace {

constexpr std::string_view sender = "sender";
constexpr std::string_view recipient = "recipient.0";

void put_other(JsonWriter& json, const View& view, std::string_view path, const Handles& handles) {
  for (const std::string_view kind : {"Patient", "Practitioner"}) {
    const auto id = reference(view, path, kind);
    if (!id) continue;
    json.key("other").begin_object().field("handle", handles.make(kind, *id));
    json.field("name", view.text(std::string(path) + ".display")).end_object();
  }
}

bool has_party(const View& view, std::string_view path) {
  return reference(view, path, "Patient").has_value() || reference(view, path, "Practitioner").has_value();
}

void put_message(JsonWriter& json, const View& view, const Handles& handles, std::string_view me) {
  const bool mine = view.text("sender.reference") == me;
  std::string sent = time_at(view, "sent");
  if (sent.empty()) sent = rfc3339(view.document().written);
  json.begin_object().field("handle", handles.make("Communication", view.document().record.id));
  put_other(json, view, mine ? recipient : sender, handles);
  json.key("mine").boolean(mine).field("text", view.text("payload.0.contentString")).field("sent_at", sent);
  if (const auto answered = reference(view, "inResponseTo.0", "Communication")) {
    json.field("in_reply_to", handles.make("Communication", *answered));
  }
  json.end_object();
}

void put_reference(JsonWriter& json, const Party& party) {
  json.begin_object()
      .field("reference", party.reference())
      .optional_field("display", party.name)
      .end_object();
}

}  // namespace

bool concerns(const records::Document& document, std::string_view reference) {
  const auto view = View::of(document);
  if (!view) return false;
  return view->text("sender.reference") == reference || view->text("recipient.0.reference") == reference;
}

Result<std::string> messages_json(const Documents& documents, const Handles& handles, std::string_view me) {
  TRY(auto views, newest_first(documents, {"sent"}));
  // A message without one of its parties belongs to no conversation.
  std::erase_if(views,
                [](const View& view) { return !has_party(view, sender) || !has_party(view, recipient); });
  std::ranges::reverse(views);
  return array_of(views, [&](JsonWriter& json, const View& view) { put_message(json, view, handles, me); });
}

Result<std::string> message_json(const Documents& documents, const Handles& handles, std::string_view me) {
  if (documents.size() != 1) return fail(Code::absent, "portal: not one message");
  TRY(const auto view, View::of(documents.front()));
  JsonWriter json;
  put_message(json, view, handles, me);
  return std::move(json).text();
}

std::string communication_json(const Envelope& envelope, std::string_view text) {
  JsonWriter json;
  json.begin_object().field("resourceType", "Communication");
  if (envelope.in_reply_to) {
    json.key("inResponseTo").begin_array().begin_object();
    json.field("reference", "Communication/" + envelope.in_reply_to->text()).end_object().end_array();
  }
  json.field("status", "completed").key("subject").begin_object();
  json.field("reference", "Patient/" + envelope.patient.text()).end_object();
  json.field("sent", envelope.sent).key("recipient").begin_array();
  put_reference(json, envelope.to);
  json.end_array().key("sender");
  put_reference(json, envelope.from);
  json.key("payload").begin_array().begin_object().field("contentString", text).end_object().end_array();
  json.end_object();
  return std::move(json).text();
}

}  // namespace salus::portal
