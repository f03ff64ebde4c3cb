// SPDX-License-Identifier: Apache-2.0
// A place that the log is streamed to, where what was written stays as it was written.
#pragma once

#include "base/bytes.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace salus::audit {

/// Paths are relative, as `layout` makes them. Not thread-safe for writing: one worker writes; any thread may
/// read.
class Sink {
 public:
  virtual ~Sink() = default;

  /// Writes once: a file that is there already must hold the same bytes, else Code::corrupt. Whole or not at
  /// all; durable when `publish` returns.
  virtual Result<void> put(const std::string& path, ByteView content) = 0;
  /// Makes everything put so far durable, then replaces the newest checkpoint, the one file that changes.
  virtual Result<void> publish(ByteView checkpoint) = 0;
  /// Partial tiles and bundles that a full one has replaced (C2SP tlog-tiles lets a log drop them). May do
  /// nothing.
  virtual void drop_partial(const std::string& full_path) = 0;

  /// Code::absent when there is none.
  virtual Result<Bytes> get(const std::string& path) const = 0;
  /// Names in a folder, sorted.
  virtual Result<std::vector<std::string>> list(const std::string& folder) const = 0;
};

/// A folder, its files of mode 0400: whoever has root can still change them, and `verify` tells.
class FolderSink final : public Sink {
 public:
  explicit FolderSink(std::filesystem::path root) : root_(std::move(root)) {}

  Result<void> put(const std::string& path, ByteView content) override;
  Result<void> publish(ByteView checkpoint) override;
  void drop_partial(const std::string& full_path) override;
  Result<Bytes> get(const std::string& path) const override;
  Result<std::vector<std::string>> list(const std::string& folder) const override;

 private:
  std::filesystem::path root_;
  std::set<std::filesystem::path> touched_;  ///< folders with names that aren't durable yet
};

}  // namespace salus::audit
