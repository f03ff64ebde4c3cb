// SPDX-License-Identifier: Apache-2.0
// Writes FHIR datatypes.
#include "elements.hpp"

#include <fmt/format.h>

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

std::string instant(Time time) {
  const std::chrono::hh_mm_ss clock(
      std::chrono::floor<std::chrono::seconds>(time - std::chrono::floor<std::chrono::days>(time)));
  return fmt::format("{}T{:02}:{:02}:{:02}Z", day(time), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::string day(Time time) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

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
