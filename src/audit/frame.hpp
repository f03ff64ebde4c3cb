// SPDX-License-Identifier: Apache-2.0
// How entries lie in a journal segment, so that what a crash tore is told from what somebody damaged.
#pragma once

#include "audit/receipt.hpp"
#include "tree.hpp"

#include <optional>
#include <vector>

namespace salus::audit {

/// Where a journal stands: the index of the next entry, and a hash chained over every frame before it.
struct Link {
  LeafIndex next = 0;
  Hash chain{};
  friend bool operator==(const Link&, const Link&) = default;
};

/// An entry and its leaf hash, which is computed once.
struct Leaf {
  Bytes entry;
  Hash hash{};
};

inline constexpr std::size_t largest_entry = 65535;  ///< a bundle counts entry bytes in 16 bits
inline constexpr std::size_t segment_header = 72;

/// magic ‖ segment number ‖ first index ‖ chain before it ‖ check.
Bytes encode_segment_header(std::uint64_t number, const Link& start);

std::size_t frame_size(std::size_t entry_size);
/// Appends magic ‖ length ‖ index ‖ durable ‖ previous chain ‖ check ‖ entry, padded to 8 bytes, and moves
/// `link` on. `durable`: all entries below it had been synced when this was written. The check is half of the
/// chain's next hash.
void encode_frame(Bytes& out, const Leaf& leaf, LeafIndex durable, Link& link);

struct Segment {
  bool started = false;  ///< false: nothing but zeros, or a header that a crash tore
  bool blank = false;    ///< nothing but zeros
  std::uint64_t number = 0;
  Link start;
  std::vector<Leaf> entries;  ///< up to the first frame that doesn't check
  std::vector<Hash> chains;   ///< the chain after each
  LeafIndex claimed =
      0;  ///< what the frames beyond it, if any, say was durable: a crash can't tear below that
};

/// Never fails: bytes that don't check simply end the segment.
Segment decode_segment(ByteView bytes);

}  // namespace salus::audit
