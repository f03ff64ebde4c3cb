// SPDX-License-Identifier: Apache-2.0
// The chunked transfer coding (RFC 9112 §7.1), decoded as it arrives.
#pragma once

#include "base/bytes.hpp"
#include "head.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>

namespace salus::http {

/// Extensions and trailers are checked for form and dropped. What surrounds the data may not outweigh it for
/// long, so that a flood of one-byte chunks ends.
class ChunkedDecoder {
 public:
  explicit ChunkedDecoder(const Limits& limits) : limits_(&limits) {}

  /// Takes what it can off the front of `input` and appends data to `body`; gives the number of bytes taken.
  /// Call again with the rest and more.
  std::expected<std::size_t, Refusal> feed(std::string_view input, Bytes& body);
  bool done() const { return state_ == State::done; }

 private:
  enum class State : std::uint8_t { size, data, data_end, trailer, done };
  std::expected<void, Refusal> read_size(std::string_view line, const Bytes& body);

  const Limits* limits_;
  State state_ = State::size;
  std::uint64_t left_ = 0;
  std::size_t overhead_ = 0;
};

}  // namespace salus::http
