// SPDX-License-Identifier: Apache-2.0
// Reads TZif (RFC 8536) and counts with it.
#include "zone.hpp"

#include "codec.hpp"
#include "file.hpp"
#include "zone_rule.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace salus {
inline namespace base {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_seconds;

struct Zone::Data {
  struct Change {
    sys_seconds at;
    seconds offset;  ///< from then on
  };
  seconds before{};  ///< the first change
  std::vector<Change> changes;
  std::optional<ZoneRule> after;  ///< the last change
};

namespace {

constexpr std::size_t largest_file = 64 * 1024;
constexpr std::size_t most_changes = 4096;

struct Header {
  std::uint8_t version = 0;
  std::size_t is_ut = 0, is_standard = 0, leaps = 0, changes = 0, types = 0, letters = 0;

  /// Of the data behind it, whose times take so many bytes.
  std::size_t size(std::size_t time) const {
    return changes * (time + 1) + types * 6 + letters + leaps * (time + 4) + is_standard + is_ut;
  }
};

Result<Header> header_of(Decoder& in) {
  const bool marked = as_text(in.raw(4)) == "TZif";
  Header header;
  header.version = in.u8();
  in.raw(15);
  for (std::size_t* count :
       {&header.is_ut, &header.is_standard, &header.leaps, &header.changes, &header.types, &header.letters}) {
    *count = in.u32();
    if (*count > most_changes) return fail(Code::invalid, "zone: a count is out of bounds");
  }
  if (in.failed() || !marked) return fail(Code::invalid, "zone: not a file of the zone database");
  return header;
}

}  // namespace

Zone::Zone() : data_(std::make_shared<Data>()) {}

Result<Zone> Zone::parse(ByteView tzif) {
  Decoder in(tzif);
  TRY(const auto old, header_of(in));
  if (old.version < '2') return fail(Code::invalid, "zone: a file of the first version ends in 2038");
  in.raw(old.size(4));  // the same with times of 32 bits
  TRY(const auto header, header_of(in));
  if (header.types == 0) return fail(Code::invalid, "zone: no clock time");
  if (header.leaps != 0) return fail(Code::invalid, "zone: counts leap seconds");

  auto data = std::make_shared<Data>();
  for (std::size_t i = 0; i < header.changes; ++i) {
    const sys_seconds at(seconds(static_cast<std::int64_t>(in.u64())));
    if (i > 0 && at <= data->changes.back().at) return fail(Code::invalid, "zone: changes out of order");
    data->changes.push_back({at, {}});
  }
  const ByteView type_of = in.raw(header.changes);
  std::vector<seconds> offsets;
  for (std::size_t i = 0; i < header.types; ++i) {
    offsets.emplace_back(static_cast<std::int32_t>(in.u32()));
    if (std::chrono::abs(offsets.back()) > days(1)) return fail(Code::invalid, "zone: out of bounds");
    in.raw(2);  // whether it is summer, and how it is called
  }
  in.raw(header.letters + header.is_standard + header.is_ut);
  if (in.failed()) return fail(Code::invalid, "zone: the file ends early");
  for (std::size_t i = 0; i < header.changes; ++i) {
    const auto type = static_cast<std::size_t>(type_of[i]);
    if (type >= offsets.size()) return fail(Code::invalid, "zone: a change to nothing");
    data->changes[i].offset = offsets[type];
  }
  data->before = offsets.front();

  const std::string_view footer = as_text(in.rest());
  if (footer.size() < 2 || footer.front() != '\n' || footer.back() != '\n')
    return fail(Code::invalid, "zone: the file ends early");
  if (footer.size() > 2) {
    TRY(data->after, ZoneRule::parse(footer.substr(1, footer.size() - 2)));
  }
  return Zone(std::move(data));
}

Result<Zone> Zone::named(std::string_view name, const std::filesystem::path& database) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
  // Without a dot or a slash in front no name leads out of the folder.
  if (name.empty() || name.front() == '/' || name.find_first_not_of(letters) != std::string_view::npos)
    return fail(Code::absent, "zone: not the name of a time zone");
  std::error_code failed;
  const auto path = database / name;
  if (!std::filesystem::is_regular_file(path, failed))
    return fail(Code::absent, "zone: the system has no such time zone (package tzdata)");
  TRY(const auto bytes, read_file(path, largest_file));
  return parse(bytes);
}

seconds Zone::offset(Time at) const {
  const auto second = std::chrono::floor<seconds>(at);
  const auto next = std::ranges::upper_bound(data_->changes, second, {}, &Data::Change::at);
  if (next == data_->changes.end() && data_->after) return data_->after->offset(second);
  return next == data_->changes.begin() ? data_->before : std::prev(next)->offset;
}

std::chrono::local_days Zone::day(Time at) const {
  return std::chrono::local_days(std::chrono::floor<days>(at + offset(at)).time_since_epoch());
}

Time Zone::at(Local local) const {
  // No zone is a day away from UTC, and none changes twice within two days.
  const Time plain(local.time_since_epoch());
  const seconds before = offset(plain - days(1));
  const seconds after = offset(plain + days(1));
  if (offset(plain - before) == before) return plain - before;
  if (offset(plain - after) == after) return plain - after;
  // Skipped: the change lies between the two.
  sys_seconds earlier(std::chrono::floor<seconds>(plain - after));
  sys_seconds later(std::chrono::floor<seconds>(plain - before));
  while (later - earlier > seconds(1)) {
    const auto middle = earlier + (later - earlier) / 2;
    (offset(middle) == before ? earlier : later) = middle;
  }
  return later;
}

}  // namespace base
}  // namespace salus
