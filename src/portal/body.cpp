// SPDX-License-Identifier: Apache-2.0
// Members of a body that are no PHI.
#include "body.hpp"

#include <algorithm>

namespace salus::portal {
namespace {

bool opaque(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

Result<std::optional<std::string>> token_member(const policy::Phi<Bytes>& body, std::string_view member,
                                                std::initializer_list<std::string_view> known) {
  std::optional<std::string> token;
  const auto read = body.try_map([&](const Bytes& bytes) -> Result<bool> {
    TRY(const auto fields, JsonFields::parse(bytes, known));
    TRY(auto text, fields.optional_string(member, 120));
    if (text && !std::ranges::all_of(*text, opaque)) return fail(Code::invalid, "portal: not a handle");
    token = std::move(text);
    return true;
  });
  if (!read) return std::unexpected(read.error());
  return token;
}

Result<std::optional<std::uint64_t>> number_member(const policy::Phi<Bytes>& body, std::string_view member,
                                                   std::initializer_list<std::string_view> known) {
  std::optional<std::uint64_t> number;
  const auto read = body.try_map([&](const Bytes& bytes) -> Result<bool> {
    TRY(const auto fields, JsonFields::parse(bytes, known));
    TRY(const auto value, fields.optional_number(member, 0, 1e9));
    if (value) number = static_cast<std::uint64_t>(*value);
    return true;
  });
  if (!read) return std::unexpected(read.error());
  return number;
}

}  // namespace salus::portal
