// SPDX-License-Identifier: Apache-2.0
// Writing to a preallocated journal file.
#include "segment_file.hpp"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace salus::audit {
namespace {

bool write_at(int file, ByteView bytes, std::size_t at) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
    at += static_cast<std::size_t>(put);
  }
  return true;
}

}  // namespace

Result<void> make_zeroed(const std::filesystem::path& path, std::size_t size) {
  auto beside = path;
  beside += ".new";
  {
    const FileHandle file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file) return fail(Code::unavailable, "audit: cannot create a journal segment");
    const Bytes zeros(std::min(size, std::size_t{1} << 20));
    for (std::size_t at = 0; at < size; at += zeros.size()) {
      if (!write_at(file.get(), ByteView(zeros).first(std::min(zeros.size(), size - at)), at)) {
        ::unlink(beside.c_str());
        return fail(Code::unavailable, "audit: no room for a journal segment");
      }
    }
    if (::fsync(file.get()) != 0) return fail(Code::unavailable, "audit: cannot sync a journal segment");
  }
  if (::rename(beside.c_str(), path.c_str()) != 0)
    return fail(Code::unavailable, "audit: cannot name a journal segment");
  return sync_folder(path.parent_path());
}

Result<SegmentFile> SegmentFile::open(const std::filesystem::path& path, std::uint64_t number) {
  FileHandle file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0)
    return fail(Code::unavailable, "audit: cannot open a journal segment");
  return SegmentFile(std::move(file), number, static_cast<std::size_t>(status.st_size));
}

Result<void> SegmentFile::append(ByteView bytes, const Sync& sync) {
  if (bytes.size() > room()) return fail(Code::internal, "audit: journal segment overrun");
  if (!write_at(file_.get(), bytes, used_)) return fail(Code::unavailable, "audit: journal write failed");
  used_ += bytes.size();
  if (sync(file_.get()) != 0) return fail(Code::unavailable, "audit: journal sync failed");
  return {};
}

}  // namespace salus::audit
