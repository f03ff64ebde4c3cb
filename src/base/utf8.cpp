// SPDX-License-Identifier: Apache-2.0
// Reads one character after the other, and replaces what is none.
#include "base/utf8.hpp"

namespace salus::base {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

struct Form {
  unsigned char first_lead, last_lead;
  unsigned char first_second, last_second;  ///< the byte behind the lead
  std::size_t size;
};
// RFC 3629 section 4, row by row.
constexpr Form forms[] = {
    {0x00, 0x7f, 0x00, 0x00, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
    {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
    {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4}};

bool within(char c, unsigned char first, unsigned char last) {
  const auto byte = static_cast<unsigned char>(c);
  return first <= byte && byte <= last;
}

/// Bytes of the character that `text` begins with; 0 when it begins with none.
std::size_t character(std::string_view text) {
  for (const Form& form : forms) {
    if (!within(text.front(), form.first_lead, form.last_lead)) continue;
    if (text.size() < form.size) return 0;
    if (form.size > 1 && !within(text[1], form.first_second, form.last_second)) return 0;
    for (std::size_t i = 2; i < form.size; ++i) {
      if (!within(text[i], 0x80, 0xbf)) return 0;
    }
    return form.size;
  }
  return 0;
}

}  // namespace

std::string to_utf8(std::string_view text, std::size_t most) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = character(text);
    const std::string_view next = size == 0 ? replacement : text.substr(0, size);
    if (out.size() + next.size() > most) break;
    out += next;
    text.remove_prefix(size == 0 ? 1 : size);
  }
  return out;
}

}  // namespace salus::base
