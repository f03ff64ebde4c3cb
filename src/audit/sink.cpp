// SPDX-License-Identifier: Apache-2.0
// The local write-once folder.
#include "sink.hpp"

#include "base/file.hpp"
#include "layout.hpp"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace salus::audit {
namespace {

constexpr std::size_t largest_file = std::size_t{256} * (2 + 65535);  // a bundle of the largest entries

Result<void> write_whole(const std::filesystem::path& path, ByteView content) {
  ::unlink(path.c_str());  // what a crash left half written
  const FileHandle file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400));
  if (!file) return fail(Code::unavailable, "audit: cannot create a file of the sink");
  while (!content.empty()) {
    const ssize_t put = ::write(file.get(), content.data(), content.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return fail(Code::unavailable, "audit: cannot write to the sink");
    content = content.subspan(static_cast<std::size_t>(put));
  }
  if (::fsync(file.get()) != 0) return fail(Code::unavailable, "audit: cannot sync a file of the sink");
  return {};
}

}  // namespace

Result<void> FolderSink::put(const std::string& path, ByteView content) {
  const auto target = root_ / path;
  if (auto there = read_file(target, largest_file)) {
    if (std::ranges::equal(*there, content)) return {};
    return fail(Code::corrupt, "audit: the sink holds something else under this name");
  }
  TRY(create_folder(target.parent_path()));
  auto beside = target;
  beside += ".new";
  TRY(write_whole(beside, content));
  // link, unlike rename, never replaces what is there.
  if (::link(beside.c_str(), target.c_str()) != 0)
    return fail(Code::unavailable, "audit: cannot name a file of the sink");
  ::unlink(beside.c_str());
  touched_.insert(target.parent_path());
  return {};
}

Result<void> FolderSink::publish(ByteView checkpoint) {
  while (!touched_.empty()) {
    TRY(sync_folder(*touched_.begin()));
    touched_.erase(touched_.begin());
  }
  const auto target = root_ / layout::newest;
  auto beside = target;
  beside += ".new";
  TRY(write_whole(beside, checkpoint));
  if (::rename(beside.c_str(), target.c_str()) != 0)
    return fail(Code::unavailable, "audit: cannot name the checkpoint");
  return sync_folder(root_);
}

void FolderSink::drop_partial(const std::string& full_path) {
  std::error_code ignored;  // what stays costs room, nothing else
  std::filesystem::remove_all(root_ / (full_path + ".p"), ignored);
}

Result<Bytes> FolderSink::get(const std::string& path) const {
  return read_file(root_ / path, largest_file);
}

Result<std::vector<std::string>> FolderSink::list(const std::string& folder) const {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator at(root_ / folder, error), end; !error && at != end;
       at.increment(error)) {
    auto name = at->path().filename().string();
    if (!name.ends_with(".new")) names.push_back(std::move(name));
  }
  if (error && error != std::errc::no_such_file_or_directory)
    return fail(Code::unavailable, "audit: cannot list the sink");
  std::ranges::sort(names);
  return names;
}

}  // namespace salus::audit
