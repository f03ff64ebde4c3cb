// SPDX-License-Identifier: Apache-2.0
// Targets are decoded once and strictly; patterns take paths apart and put them together.
#include "http/router.hpp"

#include "http/target.hpp"

namespace salus::http {
namespace {

TEST(target, decodes_paths_and_queries) {
  struct Row {
    const char* text;
    const char* path;
    std::vector<Parameter> query;
  };
  const Row rows[] = {
      {"/", "/", {}},
      {"/a/b/", "/a/b/", {}},
      {"/fhir/Patient/$everything", "/fhir/Patient/$everything", {}},
      {"/a%20b/%C3%A9", "/a b/\xc3\xa9", {}},
      {"/a+b", "/a+b", {}},
      {"/a?", "/a", {}},
      {"/a?&&b", "/a", {{"b", ""}}},
      {"/a?x=1&x=2&y=a=b", "/a", {{"x", "1"}, {"x", "2"}, {"y", "a=b"}}},
      {"/a?code=http://loinc.org|1234-5", "/a", {{"code", "http://loinc.org|1234-5"}}},
      {"/a?name=J%C3%B6rg+M&d=%2B01", "/a", {{"name", "J\xc3\xb6rg M"}, {"d", "+01"}}},
      {"/a?p=%2e%2e%2f", "/a", {{"p", "../"}}},
  };
  for (const Row& row : rows) {
    const auto target = parse_target(row.text);
    ASSERT_TRUE(target) << row.text;
    EXPECT_EQ(target->path, row.path) << row.text;
    EXPECT_EQ(target->query, row.query) << row.text;
    EXPECT_EQ(parse_target(build_target(*target)), *target) << build_target(*target);
  }
}

TEST(target, refuses_what_could_be_read_in_two_ways) {
  for (const char* text :
       {"",         "a",          "*",         "//a",     "/a//b",  "/.",    "/..",    "/a/./b",
        "/a/../b",  "/%2e",       "/%2E%2e/a", "/a%2Fb",  "/a%5cb", "/a\\b", "/%00",   "/a%0a",
        "/%7f",     "/%",         "/%1",       "/%zz",    "/a b",   "/a#b",  "/a\x80", "/%ff",
        "/%c0%af",  "/%ed%a0%80", "/?a=%00",   "/?a=%ff", "/?a=\"", "/?<a>", "/?a b",  "/?%f4%90%80%80",
        "http://x/"}) {
    EXPECT_FALSE(parse_target(text)) << text;
  }
}

TEST(pattern, takes_paths_apart) {
  struct Row {
    const char* pattern;
    const char* path;
    std::optional<std::vector<std::string_view>> values;
  };
  using Values = std::vector<std::string_view>;
  const Row rows[] = {
      {"/", "/", Values{}},
      {"/", "/a", {}},
      {"/healthz", "/healthz", Values{}},
      {"/healthz", "/healthz/", {}},
      {"/fhir/{kind}/{id}", "/fhir/Patient/1", Values{"Patient", "1"}},
      {"/fhir/{kind}/{id}", "/fhir/Patient", {}},
      {"/fhir/{kind}/{id}", "/fhir/Patient/", {}},
      {"/fhir/{kind}/{id}", "/fhir/Patient/1/2", {}},
      {"/fhir/{kind}/{id}/_history/{version}", "/fhir/Patient/1/_history/3", Values{"Patient", "1", "3"}},
      {"/assets/{file...}", "/assets/a/b.js", Values{"a/b.js"}},
      {"/assets/{file...}", "/assets/", {}},
      {"/assets/{file...}", "/assets", {}},
  };
  for (const Row& row : rows) {
    const auto pattern = Pattern::parse(row.pattern);
    ASSERT_TRUE(pattern) << row.pattern;
    EXPECT_EQ(pattern->match(row.path), row.values) << row.pattern << " " << row.path;
    if (row.values) {
      EXPECT_EQ(pattern->build({row.values->begin(), row.values->end()}), row.path);
    }
  }
}

TEST(pattern, refuses_malformed_ones_and_values_that_do_not_fit) {
  for (const char* text : {"", "a", "//", "/a//b", "/{", "/{}", "/{a", "/a}", "/x{a}", "/{A}", "/{a}/{a}",
                           "/{a...}/b", "/..", "/{...}"}) {
    EXPECT_FALSE(Pattern::parse(text)) << text;
  }
  const auto pattern = *Pattern::parse("/a/{x}");
  EXPECT_FALSE(pattern.build({}));
  EXPECT_FALSE(pattern.build({""}));
  EXPECT_FALSE(pattern.build({"b/c"}));
  EXPECT_FALSE(pattern.build({"b", "c"}));
}

TEST(pattern, knows_which_overlap_and_which_goes_first) {
  const auto of = [](const char* text) { return *Pattern::parse(text); };
  EXPECT_TRUE(of("/a/{x}").overlaps(of("/{y}/b")));
  EXPECT_TRUE(of("/a/{x}").overlaps(of("/a/b")));
  EXPECT_FALSE(of("/a/{x}").overlaps(of("/b/{x}")));
  EXPECT_FALSE(of("/a/{x}").overlaps(of("/a/{x}/c")));
  EXPECT_TRUE(of("/a/{x...}").overlaps(of("/a/b/c")));
  EXPECT_FALSE(of("/a/{x...}").overlaps(of("/a/")));
  EXPECT_TRUE(of("/a/b").more_specific(of("/a/{x}")));
  EXPECT_FALSE(of("/a/{x}").more_specific(of("/a/b")));
  EXPECT_TRUE(of("/a/{x}").more_specific(of("/a/{x...}")));
  EXPECT_FALSE(of("/a/{x}").more_specific(of("/b/{x}")));
}

}  // namespace
}  // namespace salus::http
