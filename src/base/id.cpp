// SPDX-License-Identifier: Apache-2.0
// Text form of identifiers: RFC 4648 base32, lower case, without padding.
#include "base/id.hpp"

#include "base/random.hpp"

#include <cstdint>

namespace salus::base {
namespace {
constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::size_t text_size = 26;  // 130 bits, the last two zero
}  // namespace

std::string id_text(ByteView bytes) {
  std::string text;
  text.reserve(text_size);
  std::uint32_t held = 0;
  int bits = 0;
  for (std::byte byte : bytes) {
    held = held << 8 | std::to_integer<std::uint32_t>(byte);
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[held >> (bits - 5) & 31];
  }
  if (bits > 0) text += alphabet[held << (5 - bits) & 31];
  return text;
}

Result<ByteArray<16>> id_bytes(std::string_view text) {
  if (text.size() != text_size) return fail(Code::invalid, "id: not 26 characters");
  ByteArray<16> bytes{};
  std::size_t next = 0;
  std::uint32_t held = 0;
  int bits = 0;
  for (char c : text) {
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos) return fail(Code::invalid, "id: character outside the alphabet");
    held = held << 5 | static_cast<std::uint32_t>(value);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[next++] = static_cast<std::byte>(held >> bits & 255);
    }
  }
  if ((held & 3) != 0) return fail(Code::invalid, "id: unused bits set");
  return bytes;
}

ByteArray<16> random_id_bytes(Random& random) {
  ByteArray<16> bytes;
  random.fill(bytes);
  return bytes;
}

}  // namespace salus::base
