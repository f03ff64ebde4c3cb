// SPDX-License-Identifier: Apache-2.0
// Random resources of random kinds, made from the definitions alone; each must pass intake.
#pragma once

#include "base/json.hpp"
#include "definitions.hpp"

#include <random>
#include <string>
#include <vector>

namespace salus::fhir::examples {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  const Type& kind() {
    std::vector<const Type*> kinds;
    for (const Type& type : definitions_.types()) {
      if (type.resource()) kinds.push_back(&type);
    }
    return *kinds[below(kinds.size())];
  }
  /// With random white space between tokens and random escapes in strings.
  std::string resource(const Type& type) {
    budget_ = 150;
    return object(type, 0);
  }
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

 private:
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  std::string space() {
    std::string out;
    while (chance(10)) out.push_back(" \n\t\r"[below(4)]);
    return out;
  }

  std::string object(const Type& type, int depth) {
    std::vector<std::string> members;
    const auto put = [&](std::string_view name, const std::string& value) {
      members.push_back(space() + "\"" + std::string(name) + "\"" + space() + ":" + space() + value +
                        space());
    };
    if (type.resource()) put("resourceType", quoted(definitions_.text(type.name)));
    for (unsigned slot = 0; slot < 64; ++slot) {
      std::vector<const Element*> choices;
      for (const Element& element : definitions_.elements(type)) {
        if (element.slot() == slot) choices.push_back(&element);
      }
      if (choices.empty()) continue;
      const Element& element = *choices[below(choices.size())];
      const auto name = definitions_.text(element.json);
      if (name == "modifierExtension" || name == "implicitRules" ||
          (type.resource() && name == "id" && depth > 0)) {
        continue;
      }
      const int wish = depth == 0 ? 40 : depth < 4 ? 15 : 0;
      if (!element.mandatory() && (budget_ <= 0 || !chance(wish))) continue;
      if ((name == "meta" || name == "contained") && depth > 0) continue;
      --budget_;
      member(type, element, depth, put);
    }
    if (type.resource() && depth > 0) put("id", quoted("c" + std::to_string(below(1000))));
    if (members.empty()) put("id", quoted("e"));
    std::ranges::shuffle(members, random_);
    std::string out = "{";
    for (const auto& one : members) out += (out.size() > 1 ? "," : "") + one;
    return out + "}";
  }

  template <class Put>
  void member(const Type&, const Element& element, int depth, const Put& put) {
    const std::string name(definitions_.text(element.json));
    const bool primitive = definitions_.type(element.type).primitive();
    const bool extended = primitive && name != "id" && name != "url" && chance(10);
    if (!element.list()) {
      put(name, value(element, depth));
      if (extended) put("_" + name, "{\"id\":\"x\"}");
      return;
    }
    std::string values;
    std::string companions;
    for (auto left = 1 + below(2); left > 0; --left) {
      const bool hole = extended && chance(30);
      values += (values.empty() ? "[" : ",") + (hole ? "null" : value(element, depth));
      companions +=
          std::string(companions.empty() ? "[" : ",") + (hole || chance(50) ? R"({"id":"x"})" : "null");
    }
    put(name, values + "]");
    if (extended) put("_" + name, companions + "]");
  }

  std::string value(const Element& element, int depth) {
    const Type& type = definitions_.type(element.type);
    const auto name = definitions_.text(type.name);
    const auto codes = definitions_.codes(element.binding);
    if (name == "Resource") return object(kind(), depth + 3);
    if (!codes.empty()) {
      const auto [code, system] = codes[below(codes.size())];
      if (name == "code") return quoted(code);
      const auto coding = R"({"system":)" + quoted(system) + ",\"code\":" + quoted(code) + "}";
      return name == "Coding" ? coding : "{\"coding\":[" + coding + "]}";
    }
    if (definitions_.text(element.json) == "id") return quoted("id-1");
    if (type.primitive()) return primitive(name);
    if (name == "Period") return period();
    if (name == "Reference") return R"({"reference":)" + quoted(reference(element)) + "}";
    return object(type, depth + 1);
  }

  std::string reference(const Element& element) {
    const auto targets = definitions_.targets(element.targets);
    const Type& type = targets.empty() ? kind() : definitions_.type(targets[below(targets.size())]);
    return std::string(definitions_.text(type.name)) + "/id-" + std::to_string(below(3));
  }

  std::string primitive(std::string_view name) {
    if (name == "boolean") return chance(50) ? "true" : "false";
    if (name == "decimal") return chance(50) ? "1.50" : "-0.10e3";
    if (name == "integer" || name == "unsignedInt" || name == "positiveInt")
      return std::to_string(1 + below(9));
    if (name == "date") return quoted(date());
    if (name == "dateTime") return quoted(chance(50) ? date() : date_time());
    if (name == "instant") return quoted(date_time());
    if (name == "time") return quoted("10:11:12.5");
    if (name == "base64Binary") return quoted("AAEC");
    if (name == "oid") return quoted("urn:oid:1.2.3");
    if (name == "uuid") return quoted("urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7");
    if (name == "xhtml") return R"("<div xmlns=\"http://www.w3.org/1999/xhtml\">x &amp; y<br/></div>")";
    if (name == "uri" || name == "url" || name == "canonical")
      return quoted("http://example.org/" + std::to_string(below(9)));
    if (name == "code" || name == "id") return quoted("c" + std::to_string(below(9)));
    static constexpr std::string_view letters[] = {"a", "B", "é", "\"", "\\", "\n", "😀",
                                                   "Ł", " ", "'", "7",  "ß",  "日"};
    std::string text = "t";
    for (auto left = below(12); left > 0; --left) text += letters[below(std::size(letters))];
    return quoted(text);
  }
  std::string period() {
    std::string start = date();
    std::string end = date();
    if (end < start) std::swap(start, end);
    if (chance(20)) return "{\"start\":" + quoted(start) + "}";
    if (chance(20)) return "{\"end\":" + quoted(end) + "}";
    return "{\"start\":" + quoted(start) + ",\"end\":" + quoted(end) + "}";
  }
  std::string date() {
    const auto two = [](std::size_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    auto year = std::to_string(1790 + below(420));
    if (chance(20)) return year;
    const auto month = year + "-" + two(1 + below(12));
    return chance(20) ? month : month + "-" + two(1 + below(28));
  }
  std::string date_time() {
    static constexpr std::string_view zones[] = {"Z", "+14:00", "-05:30"};
    return "2024-0" + std::to_string(1 + below(9)) + "-1" + std::to_string(below(10)) + "T2" +
           std::to_string(below(4)) + ":10:59" + (chance(50) ? ".123" : "") + std::string(zones[below(3)]);
  }
  std::string quoted(std::string_view text) {
    std::string plain;
    append_json_string(plain, text);
    std::string out;
    for (const char c : plain) {
      if (c >= 'a' && c <= 'z' && chance(3) && (out.empty() || out.back() != '\\')) {
        static constexpr char hex[] = "0123456789aBcDeF";
        out += std::string("\\u00") + hex[c >> 4] + hex[c & 15];
      } else {
        out.push_back(c);
      }
    }
    return out;
  }

  const Definitions& definitions_ = Definitions::load();
  std::mt19937_64 random_;
  int budget_ = 0;
};

}  // namespace salus::fhir::examples
