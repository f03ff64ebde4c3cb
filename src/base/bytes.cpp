// SPDX-License-Identifier: Apache-2.0
// Hex and base64, strict when reading: one text for one byte string.
#include "base/bytes.hpp"

#include <cstdint>

namespace salus::base {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string encode64(ByteView bytes, std::string_view alphabet) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t held = 0;
  int bits = 0;
  for (std::byte byte : bytes) {
    held = held << 8 | std::to_integer<std::uint32_t>(byte);
    for (bits += 8; bits >= 6; bits -= 6) text += alphabet[held >> (bits - 6) & 63];
  }
  if (bits > 0) text += alphabet[held << (6 - bits) & 63];
  return text;
}

Result<Bytes> decode64(std::string_view text, std::string_view alphabet) {
  if (text.size() % 4 == 1) return fail(Code::invalid, "base64: impossible length");
  Bytes bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t held = 0;
  int bits = 0;
  for (char c : text) {
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos) return fail(Code::invalid, "base64: character outside the alphabet");
    held = held << 6 | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<std::byte>(held >> bits & 255));
    }
  }
  if ((held & ((1U << bits) - 1)) != 0) return fail(Code::invalid, "base64: unused bits set");
  return bytes;
}

}  // namespace

std::string to_hex(ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (std::byte byte : bytes) {
    text += hex_digits[std::to_integer<unsigned>(byte) >> 4];
    text += hex_digits[std::to_integer<unsigned>(byte) & 15];
  }
  return text;
}

Result<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return fail(Code::invalid, "hex: odd number of digits");
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return fail(Code::invalid, "hex: not a digit");
    bytes.push_back(static_cast<std::byte>(high << 4 | low));
  }
  return bytes;
}

std::string to_base64(ByteView bytes) {
  std::string text = encode64(bytes, standard);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

Result<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return fail(Code::invalid, "base64: padding missing");
  if (text.ends_with('=')) text.remove_suffix(1);
  if (text.ends_with('=')) text.remove_suffix(1);
  return decode64(text, standard);
}

std::string to_base64url(ByteView bytes) {
  return encode64(bytes, url_safe);
}
Result<Bytes> from_base64url(std::string_view text) {
  return decode64(text, url_safe);
}

}  // namespace salus::base
