// SPDX-License-Identifier: Apache-2.0
// Entries against tiles, tiles against each other, the root against the checkpoint.
#include "walk.hpp"

#include "layout.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace salus::audit {
namespace {

using layout::tile_width;

std::unexpected<Fault> fault(LeafIndex entry, std::string finding) {
  return std::unexpected(Fault{entry, std::move(finding)});
}

std::size_t width_of(std::uint64_t n, std::uint64_t size) {
  return static_cast<std::size_t>(std::min<std::uint64_t>(tile_width, size - n * tile_width));
}

/// What became of entry `at`, whose hash should be `expected[i]` and isn't.
std::string describe(LeafIndex at, std::size_t i, const std::vector<Leaf>& found,
                     const std::vector<Hash>& expected) {
  const auto moved = std::ranges::find(expected, found[i].hash);
  const bool later = std::ranges::find(found, expected[i], &Leaf::hash) != found.end();
  if (moved == expected.end()) return fmt::format("entry {} was changed", at);
  if (later) return fmt::format("entry {} is out of its place", at);
  return fmt::format("entry {} is missing", at);
}

}  // namespace

Result<Bytes> read_bundle(const Sink& sink, std::uint64_t n, std::uint64_t size) {
  auto full = sink.get(layout::bundle(n, tile_width));
  const auto width = static_cast<unsigned>(width_of(n, size));
  if (full || full.error().code != Code::absent || width == tile_width) return full;
  auto partial = sink.get(layout::bundle(n, width));
  // It may have been completed, and the partial one dropped, in between.
  return partial ? std::move(partial) : sink.get(layout::bundle(n, tile_width));
}

Walk::Walk(const Sink& sink, const Checkpoint& checkpoint, std::map<std::uint64_t, Hash> history)
    : sink_(sink), checkpoint_(checkpoint), history_(std::move(history)) {}

std::expected<std::vector<Hash>, Fault> Walk::hashes(std::uint64_t n, std::size_t count) const {
  auto bytes = sink_.get(layout::tile(0, n, tile_width));
  if (!bytes && count < tile_width) bytes = sink_.get(layout::tile(0, n, static_cast<unsigned>(count)));
  if (!bytes || bytes->size() < count * sizeof(Hash)) {
    return fault(n * tile_width, fmt::format("the hashes of entries from {} are missing", n * tile_width));
  }
  std::vector<Hash> hashes(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::ranges::copy(ByteView(*bytes).subspan(i * sizeof(Hash), sizeof(Hash)), hashes[i].begin());
  }
  return hashes;
}

std::expected<std::vector<Leaf>, Fault> Walk::next() {
  std::vector<Leaf> leaves;
  const LeafIndex first = tiles_.size();
  if (first == checkpoint_.size) {
    if (auto good = finish(); !good) return std::unexpected(good.error());
    return leaves;
  }
  const auto n = first / tile_width;
  const auto count = width_of(n, checkpoint_.size);
  const auto bundle = read_bundle(sink_, n, checkpoint_.size);
  if (!bundle) return fault(first, fmt::format("entry {} is missing", first));
  const auto expected = hashes(n, count);
  if (!expected) return std::unexpected(expected.error());

  // A bundle that ends within an entry still has good ones before it.
  auto rest = ByteView(*bundle);
  while (leaves.size() < count && rest.size() >= 2) {
    const auto length = std::to_integer<std::size_t>(rest[0]) << 8 | std::to_integer<std::size_t>(rest[1]);
    if (rest.size() < 2 + length) break;
    const auto entry = rest.subspan(2, length);
    leaves.push_back({to_bytes(entry), leaf_hash(entry)});
    rest = rest.subspan(2 + length);
  }
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i].hash != (*expected)[i]) return fault(first + i, describe(first + i, i, leaves, *expected));
    if (auto good = add(leaves[i]); !good) return std::unexpected(good.error());
  }
  if (leaves.size() < count) {
    const auto missing = first + leaves.size();
    return fault(missing, fmt::format("entry {} is missing", missing));
  }
  return leaves;
}

std::expected<void, Fault> Walk::add(const Leaf& leaf) {
  tiles_.add(leaf);
  for (const SinkFile& file : tiles_.take_full()) {
    if (auto good = compare(file); !good) return good;
  }
  const auto signed_then = history_.find(tiles_.size());
  if (signed_then == history_.end()) return {};
  if (signed_then->second != tiles_.root()) {
    return fault(vouched_, fmt::format("entries from {} to {} are not those that were signed", vouched_,
                                       tiles_.size() - 1));
  }
  vouched_ = tiles_.size();
  return {};
}

std::expected<void, Fault> Walk::finish() {
  if (tiles_.root() != checkpoint_.root) {
    return fault(vouched_,
                 fmt::format("entries from {} are not those that the newest checkpoint signed", vouched_));
  }
  for (const SinkFile& file : tiles_.partial()) {
    if (auto good = compare(file); !good) return good;
  }
  return {};
}

std::expected<void, Fault> Walk::compare(const SinkFile& file) const {
  // A partial file gives way to the full one, of which it is the beginning.
  auto stored = sink_.get(file.path);
  if (!stored) stored = sink_.get(file.path.substr(0, file.path.find(".p/")));
  const bool same = stored && stored->size() >= file.content.size() &&
                    std::ranges::equal(ByteView(*stored).first(file.content.size()), file.content);
  if (same) return {};
  return fault(vouched_, fmt::format("{} is not what the entries make it", file.path));
}

}  // namespace salus::audit
