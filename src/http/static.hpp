// SPDX-License-Identifier: Apache-2.0
// The portals' files, read once at start.
#pragma once

#include "http/request.hpp"
#include "http/response.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace salus::http {

/// An immutable map from path to file. Names that hold a hash (`app-3f9c2a1b.js`, below /assets/) are served
/// as immutable, others must be revalidated by ETag. A file's `.gz` neighbour is served to clients that
/// accept it. Thread-safe.
class StaticFiles {
 public:
  /// Reads every regular file below `folder`; symbolic links and dot files are left out. Code::absent when
  /// there is no such folder, Code::too_large above `limit` bytes in all, Code::invalid for a type we don't
  /// know.
  static Result<StaticFiles> load(const std::filesystem::path& folder, std::size_t limit = 64 * 1024 * 1024);

  /// Answers GET and HEAD of a path (with `/` as `/index.html`), 304 included; nothing when there is no such
  /// file.
  std::optional<Response> respond(const Request& request) const;
  /// The same for a given file: a single-page portal answers its own routes with `/index.html`.
  std::optional<Response> respond(const Request& request, std::string_view file) const;

  std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::string media_type;
    std::string hash;
    Keep keep = Keep::revalidate;
    std::shared_ptr<const Bytes> plain;
    std::shared_ptr<const Bytes> gzip;
  };
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace salus::http
