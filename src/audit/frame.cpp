// SPDX-License-Identifier: Apache-2.0
// Encoding and decoding of journal segments.
#include "frame.hpp"

#include "base/codec.hpp"

#include <algorithm>

namespace salus::audit {
namespace {

constexpr std::uint64_t segment_magic = 0x53414c55534a4c31;  // "SALUSJL1"
constexpr std::uint32_t frame_magic = 0x53616672;            // "Safr"
constexpr std::size_t check_size = 16;
constexpr std::size_t signed_part = 4 + 4 + 8 + 8 + 32;
constexpr std::size_t frame_header = signed_part + check_size;
constexpr std::size_t alignment = 8;

struct Frame {
  LeafIndex index;
  LeafIndex durable;
  Hash previous;
  Hash chain;
  Leaf leaf;
  std::size_t size;
};

/// The frame at the front of `bytes`, if one checks.
std::optional<Frame> decode_frame(ByteView bytes) {
  Decoder decoder(bytes);
  if (decoder.u32() != frame_magic) return std::nullopt;
  const std::size_t length = decoder.u32();
  Frame frame{};
  frame.index = decoder.u64();
  frame.durable = decoder.u64();
  const auto previous = decoder.raw(frame.previous.size());
  const auto check = decoder.raw(check_size);
  if (length > largest_entry) return std::nullopt;
  const auto entry = decoder.raw(length);
  const auto padding = decoder.raw(frame_size(length) - frame_header - length);
  if (decoder.failed() || !std::ranges::all_of(padding, [](std::byte b) { return b == std::byte{0}; }))
    return std::nullopt;
  std::ranges::copy(previous, frame.previous.begin());
  frame.leaf.hash = leaf_hash(entry);
  frame.chain = crypto::sha256({bytes.first(signed_part), frame.leaf.hash});
  if (!std::ranges::equal(check, std::span(frame.chain).first(check_size))) return std::nullopt;
  frame.leaf.entry = to_bytes(entry);
  frame.size = frame_size(length);
  return frame;
}

}  // namespace

std::size_t frame_size(std::size_t entry_size) {
  return (frame_header + entry_size + alignment - 1) / alignment * alignment;
}

Bytes encode_segment_header(std::uint64_t number, const Link& start) {
  Encoder encoder;
  encoder.u64(segment_magic).u64(number).u64(start.next).raw(start.chain);
  const auto check = crypto::sha256(encoder.bytes());
  encoder.raw(std::span(check).first(check_size));
  return std::move(encoder).bytes();
}

void encode_frame(Bytes& out, const Leaf& leaf, LeafIndex durable, Link& link) {
  Encoder head;
  head.u32(frame_magic)
      .u32(static_cast<std::uint32_t>(leaf.entry.size()))
      .u64(link.next)
      .u64(durable)
      .raw(link.chain);
  const auto chain = crypto::sha256({head.bytes(), leaf.hash});
  head.raw(std::span(chain).first(check_size));
  const auto end = out.size() + frame_size(leaf.entry.size());
  out.insert(out.end(), head.bytes().begin(), head.bytes().end());
  out.insert(out.end(), leaf.entry.begin(), leaf.entry.end());
  out.resize(end);
  link = {link.next + 1, chain};
}

Segment decode_segment(ByteView bytes) {
  Segment segment;
  segment.blank = std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; });
  if (segment.blank) return segment;

  Decoder decoder(bytes);
  const bool magic = decoder.u64() == segment_magic;
  segment.number = decoder.u64();
  segment.start.next = decoder.u64();
  const auto chain = decoder.raw(segment.start.chain.size());
  if (!decoder.failed()) std::ranges::copy(chain, segment.start.chain.begin());
  segment.started =
      magic && bytes.size() >= segment_header &&
      std::ranges::equal(encode_segment_header(segment.number, segment.start), bytes.first(segment_header));

  std::size_t at = std::min(segment_header, bytes.size());
  Link link = segment.start;
  while (segment.started) {
    auto frame = decode_frame(bytes.subspan(at));
    if (!frame || frame->index != link.next || frame->previous != link.chain) break;
    link = {link.next + 1, frame->chain};
    at += frame->size;
    segment.entries.push_back(std::move(frame->leaf));
    segment.chains.push_back(link.chain);
  }
  for (; at + frame_header <= bytes.size(); at += alignment) {
    if (const auto frame = decode_frame(bytes.subspan(at)))
      segment.claimed = std::max(segment.claimed, frame->durable);
  }
  return segment;
}

}  // namespace salus::audit
