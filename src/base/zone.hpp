// SPDX-License-Identifier: Apache-2.0
// A clinic's clock time: the library of g++ 12 has no time zones, and the C library's one is a global.
#pragma once

#include "base/bytes.hpp"
#include "base/clock.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace salus {
inline namespace base {

/// A time zone of the IANA database as the system keeps it (package tzdata), in the form of RFC 8536, its
/// rule for years to come included. Immutable and cheap to copy; thread-safe.
class Zone {
 public:
  using Local = std::chrono::local_seconds;

  Zone();  ///< UTC

  /// `America/New_York`. Code::absent when the system has no such zone, Code::invalid when what it has can't
  /// be read, or counts leap seconds.
  static Result<Zone> named(std::string_view name,
                            const std::filesystem::path& database = "/usr/share/zoneinfo");
  static Result<Zone> parse(ByteView tzif);

  /// Of clock time there, ahead of UTC.
  std::chrono::seconds offset(Time at) const;
  /// The date on a calendar there.
  std::chrono::local_days day(Time at) const;
  /// When clocks there show a time: the first of two when they are set back, the instant of the change when
  /// they skip it.
  Time at(Local local) const;
  /// The first instant of a date there. It ends with the first of the next: 23 to 25 hours later where clocks
  /// change.
  Time start(std::chrono::local_days day) const { return at(day); }

 private:
  struct Data;
  explicit Zone(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

  std::shared_ptr<const Data> data_;
};

}  // namespace base
}  // namespace salus
