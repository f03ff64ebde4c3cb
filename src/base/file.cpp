// SPDX-License-Identifier: Apache-2.0
// Whole-file reads and durable replacement.
#include "base/file.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace salus::base {
namespace {

Result<void> write_all(int file, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return fail(Code::unavailable, "file: write failed");
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return {};
}

}  // namespace

FileHandle::~FileHandle() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit) {
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) {
    return errno == ENOENT ? fail(Code::absent, "file: no such file")
                           : fail(Code::unavailable, "file: cannot open");
  }
  Bytes bytes;
  for (;;) {
    constexpr std::size_t step = 64 * 1024;
    const std::size_t held = bytes.size();
    if (held > limit) return fail(Code::too_large, "file: over the limit");
    bytes.resize(held + step);
    const ssize_t got = ::read(file.get(), bytes.data() + held, step);
    if (got < 0 && errno != EINTR) return fail(Code::unavailable, "file: read failed");
    bytes.resize(held + static_cast<std::size_t>(got < 0 ? 0 : got));
    if (got == 0) return bytes;
  }
}

Result<void> sync_folder(const std::filesystem::path& path) {
  const FileHandle folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::fsync(folder.get()) != 0) return fail(Code::unavailable, "file: cannot sync the folder");
  return {};
}

Result<void> create_folder(const std::filesystem::path& path) {
  if (path.empty() || std::filesystem::is_directory(path)) return {};
  if (path.has_parent_path()) TRY(create_folder(path.parent_path()));
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(Code::unavailable, "file: cannot create folder");
  return sync_folder(path.has_parent_path() ? path.parent_path() : ".");
}

Result<void> replace_file(const std::filesystem::path& path, ByteView bytes) {
  auto beside = path;
  beside += ".new";
  {
    const FileHandle file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file) return fail(Code::unavailable, "file: cannot create");
    TRY(write_all(file.get(), bytes));
    if (::fsync(file.get()) != 0) return fail(Code::unavailable, "file: sync failed");
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) return fail(Code::unavailable, "file: cannot rename");
  return sync_folder(path.has_parent_path() ? path.parent_path() : ".");
}

}  // namespace salus::base
