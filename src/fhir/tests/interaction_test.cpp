// SPDX-License-Identifier: Apache-2.0
// Versions in headers: what is one, and that the next one is a version too.
#include "interaction.hpp"

namespace salus::fhir {
namespace {

TEST(interaction, a_version_is_read_back_as_it_was_written) {
  for (const std::uint64_t version :
       {std::uint64_t{1}, std::uint64_t{42}, std::uint64_t{999999999999999999}}) {
    EXPECT_EQ(parse_etag(etag(version)).value(), version);
  }
}

TEST(interaction, what_has_no_next_version_or_is_none_is_refused) {
  for (const char* text :
       {R"(W/"18446744073709551615")", R"(W/"9223372036854775807")", R"(W/"1000000000000000000")", R"(W/"0")",
        R"(W/"-1")", R"(W/"")", R"("1")", R"(W/1)", R"(W/"1 ")", R"(*)", ""}) {
    const auto version = parse_etag(text);
    ASSERT_FALSE(version) << text;
    EXPECT_EQ(version.error().code, Code::invalid) << text;
  }
}

}  // namespace
}  // namespace salus::fhir
