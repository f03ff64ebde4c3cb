// SPDX-License-Identifier: Apache-2.0
// The JSON reader against JSONTestSuite, and the canonical form as a law.
#include "base/json.hpp"

#include "base/file.hpp"

#include <algorithm>
#include <filesystem>

namespace salus {
namespace {

TEST(json, json_test_suite) {
  const auto text = std::string(
      as_text(read_file(SALUS_DATA_DIR "/json/JSONTestSuite.json", std::size_t{1} << 20).value_or(Bytes{})));
  ASSERT_FALSE(text.empty()) << "shared/data/json is absent";
  const auto suite = Json::parse(as_bytes(text), {.size = std::size_t{64} << 20});
  ASSERT_TRUE(suite) << suite.error().context.view();
  int accepted = 0;
  int refused = 0;
  for (auto i = suite->first(0); i < suite->end(0); i = suite->next(i)) {
    const auto name = suite->name(i);
    const auto input = from_hex(suite->string(i)).value();
    const auto json = Json::parse(input);
    if (name.starts_with("y_") && !name.contains("duplicated_key")) {
      EXPECT_TRUE(json) << name;
      ++accepted;
    } else if (name.starts_with("n_") || name.starts_with("y_")) {
      EXPECT_FALSE(json) << name;
      ++refused;
    }
    if (!json) continue;
    const auto again = Json::parse(as_bytes(json->text()));
    ASSERT_TRUE(again) << name;
    EXPECT_EQ(again->text(), json->text()) << name;
  }
  EXPECT_GE(accepted, 90);
  EXPECT_GE(refused, 185);
}

struct Row {
  const char* name;
  std::string input;
  std::string canonical;
};
class Canonical : public testing::TestWithParam<Row> {};

TEST_P(Canonical, text_is_written_in_one_way) {
  const auto json = Json::parse(as_bytes(GetParam().input));
  ASSERT_TRUE(json) << json.error().context.view();
  EXPECT_EQ(json->text(), GetParam().canonical);
}
INSTANTIATE_TEST_SUITE_P(rows, Canonical,
                         testing::Values(Row{"space", " {\n\"a\" :\t[ 1 , 2 ]\r}\n", R"({"a":[1,2]})"},
                                         Row{"numbers", "[1.50,-0,1E+2,0.10e-3]", "[1.50,-0,1E+2,0.10e-3]"},
                                         Row{"escapes", R"(["\u0041\/\u000a\u001F\"\\\u00e9\ud83d\ude00"])",
                                             R"(["A/\n\u001f\"\\é😀"])"},
                                         Row{"names", R"({"\u0061":{}})", R"({"a":{}})"},
                                         Row{"delete", "[\"\x7f\"]", "[\"\x7f\"]"}),
                         [](const auto& row) { return row.param.name; });

struct Bad {
  const char* name;
  std::string input;
  Code code = Code::invalid;
};
class RefusedText : public testing::TestWithParam<Bad> {};

TEST_P(RefusedText, text_is_no_json_of_ours) {
  const auto json = Json::parse(as_bytes(GetParam().input), {.size = 1000});
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().code, GetParam().code);
}
INSTANTIATE_TEST_SUITE_P(
    rows, RefusedText,
    testing::Values(Bad{"twice", R"({"a":1,"a":2})"}, Bad{"twice_by_escape", R"({"a":1,"\u0061":2})"},
                    Bad{"twice_deep", R"([{"b":[{"a":1,"c":2,"a":3}]}])"}, Bad{"mark", "\xef\xbb\xbf{}"},
                    Bad{"lone_high", R"(["\ud800"])"}, Bad{"lone_low", R"(["\udc00"])"},
                    Bad{"two_high", R"(["\ud800\ud800"])"}, Bad{"tail", "{} {}"}, Bad{"nothing", ""},
                    Bad{"overlong", "[\"\xc0\xaf\"]"}, Bad{"raw_surrogate", "[\"\xed\xa0\x80\"]"},
                    Bad{"control", "[\"\n\"]"}, Bad{"comment", "[1/**/]"},
                    Bad{"nul", std::string("[1]\0", 4)},
                    Bad{"deep", std::string(33, '[') + std::string(33, ']'), Code::too_large},
                    Bad{"long", std::string(1001, ' '), Code::too_large}),
    [](const auto& row) { return row.param.name; });

TEST(json, depth_32_is_allowed) {
  EXPECT_TRUE(Json::parse(as_bytes(std::string(32, '[') + std::string(32, ']'))));
}

TEST(json, every_prefix_of_a_text_is_refused) {
  const std::string text = R"({"a":["\u00e9\ud83d\ude00",1.5e3,true,null,{}],"b":{"c":"d"}})";
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(Json::parse(as_bytes(std::string_view(text).substr(0, size)))) << size;
  }
}

TEST(json, strings_come_back_as_they_were_meant) {
  const auto json = Json::parse(as_bytes(R"(["\b\f\n\r\t\"\\\u0000\u001f é"])")).value();
  EXPECT_EQ(json.string(1), std::string("\b\f\n\r\t\"\\\0\x1f é", 12));
}

}  // namespace
}  // namespace salus
