// SPDX-License-Identifier: Apache-2.0
// Hand-made documents and a check of what views write against the contract, src/api/openapi.json.
#pragma once

#include "base/json.hpp"
#include "handle.hpp"
#include "records/document.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace salus::portal {

inline RecordId record_id(std::uint8_t n) {
  ByteArray<16> bytes{};
  bytes[15] = std::byte{n};
  return RecordId(bytes);
}
inline OwnerId owner_id(std::uint8_t n) {
  return OwnerId::from(record_id(n).bytes()).value();
}

/// A document of that kind whose members are those of a JSON object.
inline records::Document document(std::string_view kind, std::uint8_t id, std::string_view object) {
  records::Document made;
  made.record.kind = policy::Kind::parse(kind).value();
  made.record.id = record_id(id);
  made.record.owner = owner_id(1);
  made.record.version = 1;
  made.written = Time(std::chrono::milliseconds(1'767'225'600'000));  // 2026-01-01T00:00:00Z
  const Json json = Json::parse(as_bytes(object)).value();
  for (auto member = json.first(0); member != json.end(0); member = json.next(member)) {
    made.members.push_back({policy::Class::clinical, std::string(json.member(member))});
  }
  return made;
}

inline Handles test_handles() {
  route::Session session;
  session.csrf = "a test's session";
  return Handles(session);
}

inline Json parsed(std::string_view text) {
  auto json = Json::parse(as_bytes(text));
  EXPECT_TRUE(json) << text;
  return json ? *std::move(json) : Json();
}

inline const Json& contract() {
  static const Json json = [] {
    std::ifstream file(std::string(SALUS_SOURCE_DIR) + "/src/api/openapi.json");
    std::stringstream text;
    text << file.rdbuf();
    return Json::parse(as_bytes(text.str())).value();
  }();
  return json;
}

/// Holds a value against a schema of the contract: required members, no others, shapes, words and patterns'
/// absence.
class Contract {
 public:
  static void holds(std::string_view schema, std::string_view text) {
    const Json json = parsed(text);
    const Contract check(json);
    check.value(named(schema), 0, std::string(schema));
  }
  static void holds_each(std::string_view schema, std::string_view text) {
    const Json json = parsed(text);
    const Contract check(json);
    ASSERT_EQ(json[0].shape, Json::Shape::array);
    for (auto item = json.first(0); item != json.end(0); item = json.next(item)) {
      check.value(named(schema), item, std::string(schema));
    }
  }

 private:
  explicit Contract(const Json& json) : json_(json) {}

  static Json::Index member(Json::Index object, std::string_view name) {
    return contract().find(object, name);
  }
  static Json::Index named(std::string_view schema) {
    return member(member(member(0, "components"), "schemas"), schema);
  }

  bool shape_fits(Json::Index schema, Json::Index value) const {
    const Json::Index type = member(schema, "type");
    if (type == 0) return true;
    const auto fits = [&](std::string_view name) {
      switch (json_[value].shape) {
        case Json::Shape::object:
          return name == "object";
        case Json::Shape::array:
          return name == "array";
        case Json::Shape::string:
          return name == "string";
        case Json::Shape::number:
          return name == "number" || name == "integer";
        case Json::Shape::boolean:
          return name == "boolean";
        case Json::Shape::null:
          return name == "null";
      }
      return false;
    };
    if (contract()[type].shape == Json::Shape::string) return fits(contract().string(type));
    for (auto item = contract().first(type); item != contract().end(type); item = contract().next(item)) {
      if (fits(contract().string(item))) return true;
    }
    return false;
  }

  void value(Json::Index schema, Json::Index value, const std::string& at) const {
    ASSERT_NE(schema, 0U) << at << " isn't in the contract";
    if (const auto ref = member(schema, "$ref")) {
      const std::string path = contract().string(ref);
      return this->value(named(path.substr(path.rfind('/') + 1)), value, at);
    }
    if (const auto choice = member(schema, "oneOf")) {
      if (json_[value].shape == Json::Shape::null) return;  // in each of ours the second is null
      return this->value(contract().first(choice), value, at);
    }
    ASSERT_TRUE(shape_fits(schema, value)) << at << ": " << json_.raw(value);
    if (json_[value].shape == Json::Shape::string) words(schema, value, at);
    if (json_[value].shape == Json::Shape::object) members(schema, value, at);
    if (json_[value].shape == Json::Shape::array) {
      for (auto item = json_.first(value); item != json_.end(value); item = json_.next(item)) {
        this->value(member(schema, "items"), item, at + "[]");
      }
    }
  }

  void words(Json::Index schema, Json::Index value, const std::string& at) const {
    if (const auto most = member(schema, "maxLength")) {
      EXPECT_LE(json_.string(value).size(), std::stoul(std::string(contract().raw(most)))) << at;
    }
    const auto words = member(schema, "enum");
    if (words == 0) return;
    bool known = false;
    for (auto word = contract().first(words); word != contract().end(words); word = contract().next(word)) {
      known = known || contract().string(word) == json_.string(value);
    }
    EXPECT_TRUE(known) << at << ": " << json_.raw(value);
  }

  void members(Json::Index schema, Json::Index object, const std::string& at) const {
    if (const auto required = member(schema, "required")) {
      for (auto name = contract().first(required); name != contract().end(required);
           name = contract().next(name)) {
        EXPECT_NE(json_.find(object, contract().string(name)), 0U)
            << at << " lacks " << contract().string(name);
      }
    }
    for (auto found = json_.first(object); found != json_.end(object); found = json_.next(found)) {
      const std::string name(json_.name(found));
      value(member(member(schema, "properties"), name), found, at + "." + name);
    }
  }

  const Json& json_;
};

}  // namespace salus::portal
