// SPDX-License-Identifier: Apache-2.0
// Signalling messages: each type read as it is, everything else refused.
#include "visit/signal.hpp"

#include <simdjson.h>

namespace salus::visit {
namespace {

const std::string digest(43, 'A');

TEST(signal, reads_each_type) {
  EXPECT_EQ(std::get<Hello>(parse_signal(R"({"type":"hello","call":7})").value()).call, 7U);
  EXPECT_EQ(std::get<Offer>(parse_signal(R"({"type":"offer","call":1,"sdp":"v=0\r\n"})").value()).sdp,
            "v=0\r\n");
  EXPECT_EQ(std::get<Answer>(parse_signal(R"({"sdp":"x","call":1,"type":"answer"})").value()).sdp, "x");
  EXPECT_EQ(
      std::get<Commit>(parse_signal(R"({"type":"commit","call":1,"hash":")" + digest + "\"}").value()).hash,
      digest);
  EXPECT_EQ(
      std::get<Reveal>(parse_signal(R"({"type":"reveal","call":1,"nonce":")" + digest + "\"}").value()).nonce,
      digest);
  const auto candidate = parse_signal(R"({"type":"candidate","call":2,"candidate":"","mid":"0"})").value();
  EXPECT_EQ(std::get<Candidate>(candidate).mid, "0");
  EXPECT_TRUE(std::holds_alternative<Connected>(parse_signal(R"({"type":"connected","call":1})").value()));
  const auto media =
      std::get<Media>(parse_signal(R"({"type":"media","call":1,"muted":true,"camera_off":false})").value());
  EXPECT_TRUE(media.muted);
  EXPECT_FALSE(media.camera_off);
  EXPECT_TRUE(std::holds_alternative<Bye>(parse_signal(R"({"type":"bye"})").value()));
}

TEST(signal, refuses_everything_else) {
  const std::vector<std::string> bad = {
      "",
      "{",
      "[]",
      "null",
      "\"bye\"",
      "{}",
      R"({"type":"bye"} x)",
      R"({"type":"bye"}{"type":"bye"})",
      R"({"type":"BYE"})",
      R"({"type":1})",
      R"({"type":"bye","call":1})",
      R"({"type":"bye","type":"bye"})",
      R"({"type":"hello"})",
      R"({"type":"hello","call":"1"})",
      R"({"type":"hello","call":-1})",
      R"({"type":"hello","call":1.0})",
      R"({"type":"hello","call":1000001})",
      R"({"type":"hello","call":1,"call":1})",
      R"({"type":"hello","call":1,"x":1})",
      R"({"type":"hello","call":1,"sdp":"x"})",
      R"({"type":"offer","call":1,"sdp":null})",
      R"({"type":"offer","call":1,"sdp":["v=0"]})",
      R"({"type":"offer","call":1})",
      R"({"type":"offer","sdp":"x"})",
      R"({"type":"offer","call":1,"candidate":"x"})",
      R"({"type":"commit","call":1,"hash":"short"})",
      R"({"type":"reveal","call":1,"nonce":"!)" + digest.substr(1) + "\"}",
      R"({"type":"candidate","call":1,"candidate":"","mid":"a b"})",
      R"({"type":"candidate","call":1,"mid":"0"})",
      R"({"type":"media","call":1,"muted":true})",
      R"({"type":"media","call":1,"muted":"true","camera_off":false})",
      R"({"type":"media","call":1,"muted":true,"muted":true,"camera_off":false})",
      R"({"type":"hello","call":1,"muted":true})",
      "{\"type\":\"b\xff\"}",
      "{\"type\":\"bye\"}\x01",
  };
  for (const auto& text : bad) EXPECT_FALSE(parse_signal(text)) << text;
  EXPECT_EQ(parse_signal(std::string(70'000, ' ')).error().code, Code::too_large);
}

TEST(signal, writes_what_a_parser_reads_back) {
  const std::string text = "a\"b\\c\r\nd\te\x01";
  const std::string json = SignalWriter("x").add("text", text).add("number", 42).flag("yes", true).finish();
  simdjson::dom::parser parser;
  const auto object = parser.parse(json);
  EXPECT_EQ(std::string_view(object["text"]), text);
  EXPECT_EQ(std::uint64_t(object["number"]), 42U);
  EXPECT_TRUE(bool(object["yes"]));
}

}  // namespace
}  // namespace salus::visit
