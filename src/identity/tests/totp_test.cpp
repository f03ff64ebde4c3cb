// SPDX-License-Identifier: Apache-2.0
// One-time codes against RFC 6238's own vectors, and a code that works once.
#include "identity/totp.hpp"

namespace salus::identity {
namespace {

crypto::SecretBytes rfc_secret() {
  return crypto::SecretBytes(as_bytes("12345678901234567890"));
}

// RFC 6238 appendix B, SHA-1, its eight digits cut to six.
struct Row {
  std::int64_t seconds;
  const char* code;
};

TEST(totp, gives_the_codes_of_rfc_6238_appendix_b) {
  for (const Row& row : {Row{59, "287082"}, Row{1111111109, "081804"}, Row{1111111111, "050471"},
                         Row{1234567890, "005924"}, Row{2000000000, "279037"}, Row{20000000000, "353130"}}) {
    const Time at{std::chrono::seconds(row.seconds)};
    EXPECT_EQ(totp_code(rfc_secret(), totp_step(at)), row.code) << row.seconds;
  }
}

TEST(totp, accepts_one_period_either_side_and_each_code_once) {
  const Time now{std::chrono::seconds(1234567890)};
  const auto step = totp_step(now);
  EXPECT_EQ(totp_accepts(rfc_secret(), totp_code(rfc_secret(), step), now, 0), step);
  EXPECT_EQ(totp_accepts(rfc_secret(), totp_code(rfc_secret(), step - 1), now, 0), step - 1);
  EXPECT_EQ(totp_accepts(rfc_secret(), totp_code(rfc_secret(), step + 1), now, 0), step + 1);
  EXPECT_FALSE(totp_accepts(rfc_secret(), totp_code(rfc_secret(), step - 2), now, 0));
  EXPECT_FALSE(totp_accepts(rfc_secret(), totp_code(rfc_secret(), step + 2), now, 0));
  EXPECT_FALSE(totp_accepts(rfc_secret(), totp_code(rfc_secret(), step), now, step));
  EXPECT_FALSE(totp_accepts(rfc_secret(), "", now, 0));
}

TEST(totp, secrets_go_to_text_and_back) {
  const auto text = totp_text(rfc_secret());
  EXPECT_EQ(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  EXPECT_TRUE(crypto::equal(totp_secret(text).value().view(), rfc_secret().view()));
  EXPECT_FALSE(totp_secret(text.substr(1)));
  EXPECT_FALSE(totp_secret("gezdgnbvgy3tqojqgezdgnbvgy3tqojq"));
}

}  // namespace
}  // namespace salus::identity
