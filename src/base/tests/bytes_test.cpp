// SPDX-License-Identifier: Apache-2.0
// Text forms of byte strings: round trips, published vectors, and what must be refused.
#include "base/bytes.hpp"

#include "base/codec.hpp"
#include "base/id.hpp"
#include "base/random.hpp"

namespace salus {
namespace {

struct Base64Row {
  const char* plain;
  const char* text;
};
class Rfc4648 : public testing::TestWithParam<Base64Row> {};

TEST_P(Rfc4648, section_10_vectors_go_both_ways) {
  EXPECT_EQ(to_base64(as_bytes(GetParam().plain)), GetParam().text);
  EXPECT_EQ(from_base64(GetParam().text).value(), to_bytes(as_bytes(GetParam().plain)));
}
INSTANTIATE_TEST_SUITE_P(vectors, Rfc4648,
                         testing::Values(Base64Row{"", ""}, Base64Row{"f", "Zg=="}, Base64Row{"fo", "Zm8="},
                                         Base64Row{"foo", "Zm9v"}, Base64Row{"foob", "Zm9vYg=="},
                                         Base64Row{"fooba", "Zm9vYmE="}, Base64Row{"foobar", "Zm9vYmFy"}));

TEST(base64, refuses_all_but_the_one_canonical_text) {
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9v\n", "Zm 9v", "====", "Zm9=v", "Z-=="}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

TEST(hex, reads_both_cases_and_nothing_else) {
  EXPECT_EQ(to_hex(from_hex("00fFaB").value()), "00ffab");
  for (const char* text : {"0", "0g", "0x00", " 0"}) EXPECT_FALSE(from_hex(text)) << text;
}

TEST(id, text_is_26_characters_and_goes_back) {
  SystemRandom random;
  const auto id = RecordId::random(random);
  EXPECT_EQ(id.text().size(), 26U);
  EXPECT_EQ(RecordId::parse(id.text()).value(), id);
  EXPECT_FALSE(RecordId::parse(id.text().substr(1)));
  EXPECT_FALSE(RecordId::parse(std::string(25, 'a') + "b"));  // the last two bits must be zero
  EXPECT_FALSE(RecordId::parse(std::string(26, 'A')));
}

TEST(codec, reads_back_what_was_written) {
  Encoder out;
  out.u8(1).u16(2).u32(3).u64(4).string("five").raw(as_bytes("six"));
  Decoder in(out.bytes());
  EXPECT_EQ(in.u8(), 1);
  EXPECT_EQ(in.u16(), 2);
  EXPECT_EQ(in.u32(), 3U);
  EXPECT_EQ(in.u64(), 4U);
  EXPECT_EQ(in.text(), "five");
  EXPECT_EQ(as_text(in.raw(3)), "six");
  EXPECT_TRUE(in.finish());
}

TEST(codec, every_cut_and_every_surplus_is_noticed) {
  Encoder out;
  out.u32(7).string("text");
  for (std::size_t size = 0; size < out.bytes().size(); ++size) {
    Decoder in(ByteView(out.bytes()).first(size));
    in.u32();
    in.string();
    EXPECT_FALSE(in.finish()) << size;
  }
  Decoder half(out.bytes());
  half.u32();
  EXPECT_FALSE(half.finish());
}

}  // namespace
}  // namespace salus
