// SPDX-License-Identifier: Apache-2.0
// Cookies are built whole or not at all, and a doubtful one is none.
#include "http/cookie.hpp"

namespace salus::http {
namespace {

TEST(cookie, is_found_only_when_it_is_sent_once) {
  struct Row {
    std::vector<const char*> fields;
    std::optional<std::string_view> value;
  };
  const Row rows[] = {
      {{}, {}},
      {{"__Host-s=abc"}, "abc"},
      {{"a=1; __Host-s=abc; b=2"}, "abc"},
      {{"a=1;__Host-s=a=b"}, "a=b"},
      {{"__Host-s="}, ""},
      {{"__Host-sx=abc"}, {}},
      {{"x__Host-s=abc"}, {}},
      {{"__host-s=abc"}, {}},  // case matters
      {{"__Host-s=abc; __Host-s=def"}, {}},
      {{"__Host-s=abc", "__Host-s=abc"}, {}},
      {{"__Host-s"}, {}},
      {{";;; ;"}, {}},
  };
  for (const Row& row : rows) {
    Request request;
    for (const char* field : row.fields) request.headers.add("Cookie", field);
    EXPECT_EQ(cookie(request, "__Host-s"), row.value) << (row.fields.empty() ? "none" : row.fields[0]);
  }
}

TEST(cookie, is_built_for_our_host_alone) {
  EXPECT_EQ(host_cookie("__Host-s", "abc-_"), "__Host-s=abc-_; Path=/; Secure; HttpOnly; SameSite=Strict");
  EXPECT_EQ(host_cookie("__Host-s", "abc", std::chrono::seconds(60)),
            "__Host-s=abc; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=60");
  EXPECT_EQ(expired_cookie("__Host-s"), "__Host-s=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
  EXPECT_FALSE(host_cookie("s", "abc"));
  EXPECT_FALSE(host_cookie("__Host-s; Domain=x", "abc"));
  for (const char* value : {"a b", "a;b", "a,b", "a\"b", "a\\b", "a\r\nb", "\xc3\xa9"}) {
    EXPECT_FALSE(host_cookie("__Host-s", value)) << value;
  }
}

}  // namespace
}  // namespace salus::http
