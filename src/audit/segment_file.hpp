// SPDX-License-Identifier: Apache-2.0
// One preallocated file of the journal, open for writing.
#pragma once

#include "base/file.hpp"
#include "frame.hpp"

#include <filesystem>
#include <functional>

namespace salus::audit {

/// fdatasync(2), or what a test puts in its place.
using Sync = std::function<int(int)>;

/// Makes `path` a file of `size` zeros, durably and under its final name at once: overwriting allocated,
/// initialised blocks is what makes the later fdatasync cheap.
Result<void> make_zeroed(const std::filesystem::path& path, std::size_t size);

class SegmentFile {
 public:
  /// The file must be blank.
  static Result<SegmentFile> open(const std::filesystem::path& path, std::uint64_t number);

  std::uint64_t number() const { return number_; }
  std::size_t room() const { return size_ - used_; }
  bool started() const { return used_ > 0; }
  /// Writes behind what is there and syncs. After a failure the file's pages are in doubt: never write to it
  /// again.
  Result<void> append(ByteView bytes, const Sync& sync);

 private:
  SegmentFile(FileHandle file, std::uint64_t number, std::size_t size)
      : file_(std::move(file)), number_(number), size_(size) {}

  FileHandle file_;
  std::uint64_t number_;
  std::size_t size_;
  std::size_t used_ = 0;
};

}  // namespace salus::audit
