// SPDX-License-Identifier: Apache-2.0
// Big-endian integers and length-prefixed strings.
#include "base/codec.hpp"

#include <algorithm>
#include <concepts>
#include <limits>
#include <stdexcept>

namespace salus::base {
namespace {

constexpr std::size_t first_room = 128;  // most tuples fit, and are made with one allocation

void append(Bytes& bytes, ByteView value) {
  if (bytes.capacity() == 0) bytes.reserve(std::max(first_room, value.size()));
  bytes.insert(bytes.end(), value.begin(), value.end());
}

template <std::unsigned_integral T>
void append(Bytes& bytes, T value) {
  ByteArray<sizeof(T)> big_endian;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    big_endian[i] = static_cast<std::byte>(static_cast<std::uint64_t>(value) >> ((sizeof(T) - 1 - i) * 8));
  }
  append(bytes, ByteView(big_endian));
}

}  // namespace

Encoder& Encoder::u8(std::uint8_t value) {
  return append(bytes_, value), *this;
}
Encoder& Encoder::u16(std::uint16_t value) {
  return append(bytes_, value), *this;
}
Encoder& Encoder::u32(std::uint32_t value) {
  return append(bytes_, value), *this;
}
Encoder& Encoder::u64(std::uint64_t value) {
  return append(bytes_, value), *this;
}
Encoder& Encoder::time(Time value) {
  return u64(static_cast<std::uint64_t>(value.time_since_epoch().count()));
}

Encoder& Encoder::string(ByteView value) {
  if (value.size() > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error("codec: string over 4 GiB");
  return u32(static_cast<std::uint32_t>(value.size())).raw(value);
}

Encoder& Encoder::raw(ByteView value) {
  return append(bytes_, value), *this;
}

std::uint64_t Decoder::integer(std::size_t size) {
  std::uint64_t value = 0;
  for (std::byte byte : raw(size)) value = value << 8 | std::to_integer<std::uint64_t>(byte);
  return value;
}

std::uint8_t Decoder::u8() {
  return static_cast<std::uint8_t>(integer(1));
}
std::uint16_t Decoder::u16() {
  return static_cast<std::uint16_t>(integer(2));
}
std::uint32_t Decoder::u32() {
  return static_cast<std::uint32_t>(integer(4));
}
std::uint64_t Decoder::u64() {
  return integer(8);
}
Time Decoder::time() {
  return Time(std::chrono::milliseconds(static_cast<std::int64_t>(u64())));
}
ByteView Decoder::string() {
  return raw(u32());
}

ByteView Decoder::raw(std::size_t size) {
  if (failed_ || size > rest_.size()) {
    failed_ = true;
    return {};
  }
  const ByteView taken = rest_.first(size);
  rest_ = rest_.subspan(size);
  return taken;
}

Result<void> Decoder::finish() const {
  if (failed_) return fail(Code::corrupt, "codec: input ends early");
  if (!rest_.empty()) return fail(Code::corrupt, "codec: bytes left over");
  return {};
}

}  // namespace salus::base
