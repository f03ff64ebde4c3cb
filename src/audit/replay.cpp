// SPDX-License-Identifier: Apache-2.0
// Joins segments and twin into one run of entries.
#include "replay.hpp"

#include "base/file.hpp"
#include "base/log.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace salus::audit {
namespace {

constexpr std::size_t largest_segment = std::size_t{1} << 30;

Result<Segment> load(const std::filesystem::path& path) {
  TRY(auto bytes, read_file(path, largest_segment));
  return decode_segment(bytes);
}

Error damaged(LeafIndex entry, Literal what) {
  log::error("audit: journal damaged", {{"entry", entry}});
  return {Code::corrupt, what};
}

enum class Overlap : std::uint8_t { refused, replaces };

/// Appends a segment, which starts where the one before ended, or the twin, which may start before: it
/// rewrote what a failed sync left of the segment.
Result<void> join(Replayed& all, std::vector<Hash>& chains, Segment segment, Overlap overlap) {
  if (!all.any) all.start = all.end = segment.start;
  all.any = true;
  const bool early = segment.start.next < all.end.next && overlap == Overlap::refused;
  if (early || segment.start.next < all.start.next || segment.start.next > all.end.next) {
    return std::unexpected(damaged(all.end.next, "audit: the journal has a gap"));
  }
  const auto keep = segment.start.next - all.start.next;
  const Hash& chain = keep == 0 ? all.start.chain : chains[keep - 1];
  if (chain != segment.start.chain) {
    return std::unexpected(damaged(segment.start.next, "audit: journal segments don't continue one another"));
  }
  all.entries.resize(keep);
  chains.resize(keep);
  std::ranges::move(segment.entries, std::back_inserter(all.entries));
  std::ranges::copy(segment.chains, std::back_inserter(chains));
  all.end = {all.start.next + all.entries.size(), chains.empty() ? all.start.chain : chains.back()};
  return {};
}

}  // namespace

std::filesystem::path segment_path(const std::filesystem::path& folder, std::uint64_t number) {
  return folder / fmt::format("{:08}.seg", number);
}
std::filesystem::path twin_path(const std::filesystem::path& folder) {
  return folder / "emergency.seg";
}

std::vector<std::uint64_t> segment_numbers(const std::filesystem::path& folder) {
  std::vector<std::uint64_t> numbers;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const auto name = at->path().filename().string();
    std::uint64_t number = 0;
    std::from_chars(name.data(), name.data() + name.size(), number);
    if (number > 0 && at->path() == segment_path(folder, number)) numbers.push_back(number);
  }
  std::ranges::sort(numbers);
  return numbers;
}

Result<Replayed> replay(const std::filesystem::path& folder) {
  Replayed all;
  std::vector<Hash> chains;
  LeafIndex claimed = 0;
  std::optional<Segment> twin;  // until its place comes
  if (auto found = load(twin_path(folder))) {
    claimed = found->claimed;
    if (found->started) twin = *std::move(found);
  } else if (found.error().code != Code::absent) {
    return std::unexpected(found.error());
  }

  bool ended = false;
  const auto numbers = segment_numbers(folder);
  for (const auto number : numbers) {
    TRY(auto segment, load(segment_path(folder, number)));
    const bool replaced = twin && twin->number == number;
    if (segment.started && segment.number != number) {
      return std::unexpected(damaged(all.end.next, "audit: a journal segment has another's number"));
    }
    if (ended && segment.started)
      return std::unexpected(damaged(all.end.next, "audit: a journal segment is missing"));
    claimed = std::max(claimed, segment.claimed);
    ended = !segment.started && !replaced;
    if (segment.started) TRY(join(all, chains, std::move(segment), Overlap::refused));
    if (replaced) TRY(join(all, chains, *std::exchange(twin, std::nullopt), Overlap::replaces));
    if (!ended) all.last_number = number;
  }
  // A twin older than every segment was drained into the sink before they began.
  if (twin && (numbers.empty() || twin->number > numbers.front())) {
    return std::unexpected(damaged(all.end.next, "audit: the segment before the emergency twin is missing"));
  }
  if (claimed > all.end.next)
    return std::unexpected(damaged(all.end.next, "audit: a durable entry is damaged"));
  return all;
}

}  // namespace salus::audit
