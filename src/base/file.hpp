// SPDX-License-Identifier: Apache-2.0
// Files that survive a crash whole, and descriptors that close themselves.
#pragma once

#include "base/bytes.hpp"

#include <cstddef>
#include <filesystem>
#include <utility>

namespace salus {
inline namespace base {

/// Owns a file descriptor.
class FileHandle {
 public:
  FileHandle() = default;
  explicit FileHandle(int descriptor) : descriptor_(descriptor) {}
  FileHandle(FileHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileHandle& operator=(FileHandle&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~FileHandle();
  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

/// The whole file; Code::absent when there is none, Code::too_large beyond `limit`.
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit);

/// Replaces the file with mode 0600, durably: after it returns, a crash leaves the new bytes, and one before
/// leaves the old. Writes beside it, fsyncs, renames, fsyncs the folder.
Result<void> replace_file(const std::filesystem::path& path, ByteView bytes);

/// Creates a folder and its parents with mode 0700 and makes its entry durable.
Result<void> create_folder(const std::filesystem::path& path);

/// Makes the names in a folder durable.
Result<void> sync_folder(const std::filesystem::path& path);

}  // namespace base
}  // namespace salus
