// SPDX-License-Identifier: Apache-2.0
// Writes FHIR datatypes.
#include "elements.hpp"

namespace salus::demo {
namespace {

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace

JsonWriter resource(std::string_view kind) {
  JsonWriter json;
  json.begin_object().field("resourceType", kind);
  return json;
}

void coding(JsonWriter& json, const Coding& coding) {
  json.begin_object().field("system", coding.system).field("code", coding.code);
  json.optional_field("display", coding.display).end_object();
}

void codeable(JsonWriter& json, const Coding& value, std::string_view text) {
  json.begin_object().key("coding").begin_array();
  coding(json, value);
  json.end_array().optional_field("text", text).end_object();
}

void worded(JsonWriter& json, std::string_view text) {
  json.begin_object().field("text", text).end_object();
}

void reference(JsonWriter& json, std::string_view kind, RecordId id, std::string_view display) {
  json.begin_object().field("reference", std::string(kind) + "/" + id.text());
  json.optional_field("display", display).end_object();
}

void narrative(JsonWriter& json, std::initializer_list<std::string_view> paragraphs) {
  std::string div = R"(<div xmlns="http://www.w3.org/1999/xhtml">)";
  for (const std::string_view paragraph : paragraphs) {
    div += "<p>";
    append_escaped(div, paragraph);
    div += "</p>";
  }
  div += "</div>";
  json.begin_object().field("status", "generated").field("div", div).end_object();
}

}  // namespace salus::demo
