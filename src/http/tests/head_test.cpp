// SPDX-License-Identifier: Apache-2.0
// Heads are found piece by piece, and what is accepted Beast's parser reads the same way.
#include "head.hpp"

#include "chunked.hpp"
#include "tests/oracle.hpp"

namespace salus::http {
namespace {

const Limits limits;

TEST(head, is_found_wherever_it_is_cut) {
  const std::string text = "\r\nGET /a HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n\r\n";
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto found = find_head(std::string_view(text).substr(0, size), limits);
    ASSERT_TRUE(found) << size;
    EXPECT_EQ(*found, 0u) << size;
  }
  EXPECT_EQ(*find_head(text + "GET", limits), text.size());
}

TEST(head, is_taken_apart) {
  const auto head = parse_head(
      "PATCH /a%20b?x=1 HTTP/1.1\r\nhOST: [::1]:8443\r\nX-A:\t 1 2 \t\r\nX-Empty:\r\ncontent-length: 12\r\n"
      "Content-Type: Application/FHIR+json ; charset=utf-8\r\n\r\n",
      limits);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->request.method, Method::patch);
  EXPECT_EQ(head->request.path(), "/a b");
  EXPECT_EQ(head->request.parameter("x"), "1");
  EXPECT_EQ(head->request.raw_target, "/a%20b?x=1");
  EXPECT_EQ(head->request.header("x-a"), "1 2");
  EXPECT_EQ(head->request.header("X-EMPTY"), "");
  EXPECT_EQ(head->request.header("x-none"), std::nullopt);
  EXPECT_EQ(head->request.media_type(), "application/fhir+json");
  EXPECT_EQ(head->framing, Framing::length);
  EXPECT_EQ(head->length, 12u);
  EXPECT_FALSE(head->request.wants_websocket);
}

TEST(head, lists_are_searched_whole) {
  Headers headers;
  headers.add("Connection", "keep-alive ,\tUpgrade");
  headers.add("connection", "x");
  EXPECT_TRUE(headers.lists("CONNECTION", "upgrade"));
  EXPECT_TRUE(headers.lists("connection", "X"));
  EXPECT_FALSE(headers.lists("connection", "keep"));
  EXPECT_FALSE(headers.lists("connection", "keep-alive ,"));
}

TEST(head, beast_reads_it_the_same_way) {
  constexpr auto chunked =
      "PUT /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "3;x=y\r\nabc\r\n1\r\nd\r\n0\r\n\r\n";
  for (const char* text : {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
                           "POST /a?b HTTP/1.1\r\nHost: x:1\r\nContent-Length: 3\r\nX-A: a  b\r\n\r\nabc",
                           chunked, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close, x\r\n\r\n"}) {
    const auto ours = read_ours(text, limits);
    ASSERT_TRUE(ours) << text;
    const auto theirs = read_beast(text);
    ASSERT_TRUE(theirs) << text;
    EXPECT_EQ(*ours, *theirs) << text;
  }
}

TEST(chunked, gives_the_same_body_however_it_is_cut) {
  const std::string text = "3;a=\"b\"\r\nabc\r\n00010\r\n0123456789abcdef\r\n0\r\nX: y\r\n\r\nnext";
  for (std::size_t step = 1; step <= text.size(); ++step) {
    ChunkedDecoder decoder(limits);
    Bytes body;
    std::string input;
    std::size_t at = 0;
    while (!decoder.done() && at < text.size()) {
      input += text.substr(at, step);
      at += step;
      const auto taken = decoder.feed(input, body);
      ASSERT_TRUE(taken);
      input.erase(0, *taken);
    }
    EXPECT_TRUE(decoder.done());
    EXPECT_EQ(as_text(body), "abc0123456789abcdef");
    EXPECT_EQ(input + text.substr(std::min(at, text.size())), "next");
  }
}

TEST(chunked, refuses_a_flood_of_tiny_chunks) {
  ChunkedDecoder decoder(limits);
  Bytes body;
  const std::string chunk = "1;" + std::string(200, 'x') + "\r\na\r\n";
  for (int i = 0; i < 1000; ++i) {
    if (!decoder.feed(chunk, body)) return;
  }
  FAIL() << "200 bytes of extension a byte of body were taken for " << body.size() << " bytes";
}

}  // namespace
}  // namespace salus::http
