// SPDX-License-Identifier: Apache-2.0
// The binary form of everything we store or authenticate: fixed-width integers and length-prefixed strings.
#pragma once

#include "base/bytes.hpp"
#include "base/clock.hpp"

#include <cstdint>
#include <string_view>

namespace salus {
inline namespace base {

/// Appends values, integers big-endian, byte strings behind a 32-bit length. Two different sequences of calls
/// never give the same bytes when they start from the same types, so its output may be authenticated.
class Encoder {
 public:
  Encoder& u8(std::uint8_t value);
  Encoder& u16(std::uint16_t value);
  Encoder& u32(std::uint32_t value);
  Encoder& u64(std::uint64_t value);
  /// Milliseconds since 1970, in 64 bits.
  Encoder& time(Time value);
  Encoder& string(ByteView value);
  Encoder& string(std::string_view value) { return string(as_bytes(value)); }
  /// As they are, without a length: for fields of a fixed width.
  Encoder& raw(ByteView value);

  const Bytes& bytes() const& { return bytes_; }
  Bytes bytes() && { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

/// Reads what Encoder wrote. After the first failure every further read fails too, so a caller may check
/// once, with `finish`. Views point into the input.
class Decoder {
 public:
  explicit Decoder(ByteView input) : rest_(input) {}

  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  std::uint64_t u64();
  Time time();
  ByteView string();
  std::string_view text() { return as_text(string()); }
  ByteView raw(std::size_t size);

  bool failed() const { return failed_; }
  ByteView rest() const { return rest_; }
  /// Fails unless every read succeeded and nothing is left over.
  Result<void> finish() const;

 private:
  std::uint64_t integer(std::size_t size);

  ByteView rest_;
  bool failed_ = false;
};

}  // namespace base
}  // namespace salus
