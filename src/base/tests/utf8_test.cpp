// SPDX-License-Identifier: Apache-2.0
// What isn't UTF-8 is replaced, what is too long ends where a character does.
#include "base/utf8.hpp"

namespace salus {
namespace {

struct Utf8Row {
  const char* name;
  std::string_view text;
  std::size_t most;
  std::string_view made;
};
class Utf8 : public testing::TestWithParam<Utf8Row> {};

TEST_P(Utf8, is_made_of_anything) {
  EXPECT_EQ(to_utf8(GetParam().text, GetParam().most), GetParam().made);
}

#define FFFD "\xef\xbf\xbd"
INSTANTIATE_TEST_SUITE_P(
    rows, Utf8,
    testing::Values(Utf8Row{"nothing", "", 64, ""}, Utf8Row{"ascii", "Mozilla/5.0", 64, "Mozilla/5.0"},
                    Utf8Row{"two_three_four", "é€😀", 64, "é€😀"},
                    Utf8Row{"no_lead", "\xff\xfe</x>\x80", 64, FFFD FFFD "</x>" FFFD},
                    Utf8Row{"latin_1", "caf\xe9 x", 64, "caf" FFFD " x"},
                    Utf8Row{"ends_early", "a\xe2\x82", 64, "a" FFFD FFFD},
                    Utf8Row{"overlong", "\xc0\xaf\xe0\x80\xaf", 64, FFFD FFFD FFFD FFFD FFFD},
                    Utf8Row{"surrogate", "\xed\xa0\x80", 64, FFFD FFFD FFFD},
                    Utf8Row{"above_unicode", "\xf4\x90\x80\x80", 64, FFFD FFFD FFFD FFFD},
                    Utf8Row{"cut_in_ascii", "abcdef", 4, "abcd"},
                    Utf8Row{"cut_before_a_character", "abc€", 5, "abc"},
                    Utf8Row{"cut_before_a_replacement", "abc\xff", 5, "abc"},
                    Utf8Row{"fits_exactly", "ab€", 5, "ab€"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace salus
