// SPDX-License-Identifier: Apache-2.0
// One-time codes.
#include "identity/totp.hpp"

#include "base/codec.hpp"
#include "crypto/hash.hpp"

namespace salus::identity {
namespace {
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t secret_size = 20;
}  // namespace

std::uint64_t totp_step(Time time) {
  return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()) /
                                    totp_period);
}

std::string totp_code(const crypto::SecretBytes& secret, std::uint64_t step) {
  Encoder counter;
  counter.u64(step);
  const auto hash = crypto::hmac_sha1(secret, counter.bytes());
  const auto offset = std::to_integer<std::size_t>(hash[19] & std::byte{15});
  Decoder in(ByteView(hash).subspan(offset, 4));
  std::string digits = std::to_string((in.u32() & 0x7fffffffU) % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

std::optional<std::uint64_t> totp_accepts(const crypto::SecretBytes& secret, std::string_view code, Time now,
                                          std::uint64_t spent) {
  const std::uint64_t here = totp_step(now);
  for (const std::uint64_t step : {here, here - 1, here + 1}) {
    const bool fits = crypto::equal(as_bytes(totp_code(secret, step)), as_bytes(code));
    if (fits && step > spent) return step;
  }
  return std::nullopt;
}

std::string totp_text(const crypto::SecretBytes& secret) {
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (std::byte byte : secret.view()) {
    held = held << 8 | std::to_integer<std::uint32_t>(byte);
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[held >> (bits - 5) & 31];
  }
  if (bits > 0) text += alphabet[held << (5 - bits) & 31];
  return text;
}

Result<crypto::SecretBytes> totp_secret(std::string_view text) {
  if (text.size() != secret_size * 8 / 5) return fail(Code::invalid, "identity: not a one-time code secret");
  crypto::SecretBytes secret(secret_size);
  std::size_t next = 0;
  std::uint32_t held = 0;
  int bits = 0;
  for (char c : text) {
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos) return fail(Code::invalid, "identity: not a one-time code secret");
    held = held << 5 | static_cast<std::uint32_t>(value);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    secret.writable()[next++] = static_cast<std::byte>(held >> bits & 255);
  }
  return secret;
}

}  // namespace salus::identity
