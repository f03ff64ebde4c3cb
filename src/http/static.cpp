// SPDX-License-Identifier: Apache-2.0
// The portals' files, read once at start.
#include "http/static.hpp"

#include <base/file.hpp>
#include <crypto/hash.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace salus::http {
namespace {

constexpr auto media_types = std::to_array<std::pair<std::string_view, std::string_view>>({
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".map", "application/json"},
    {".txt", "text/plain; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".mp3", "audio/mpeg"},
});

/// Names below /assets/ hold their content's hash: `app-3f9c2a1b.js`.
bool is_hashed(std::string_view path) {
  if (!path.starts_with("/assets/")) return false;
  const auto dot = path.rfind('.');
  const auto dash = path.rfind('-', dot);
  return dash != path.npos && dot != path.npos && dot - dash > 8;
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const std::filesystem::path& folder, std::size_t limit) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(folder, error)) return fail(Code::absent, "http: no folder of static files");
  StaticFiles files;
  std::size_t total = 0;
  fs::recursive_directory_iterator entry(folder, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.') || entry->is_symlink(error)) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file(error)) continue;
    TRY(Bytes bytes, read_file(entry->path(), limit - total));
    total += bytes.size();
    std::string path(1, '/');
    path += fs::relative(entry->path(), folder, error).generic_string();
    const bool packed = path.ends_with(".gz");
    if (packed) path.resize(path.size() - 3);
    const auto type = std::ranges::find(media_types, fs::path(path).extension().string(),
                                        &std::pair<std::string_view, std::string_view>::first);
    if (type == media_types.end()) return fail(Code::invalid, "http: a static file of a type we don't know");
    File& file = files.files_[path];
    if (packed) {
      file.gzip = std::make_shared<const Bytes>(std::move(bytes));
      continue;
    }
    file.media_type = type->second;
    file.hash = to_base64url(ByteView(crypto::sha256(bytes)).first(12));
    file.keep = is_hashed(path) ? Keep::forever : Keep::revalidate;
    file.plain = std::make_shared<const Bytes>(std::move(bytes));
  }
  if (error) return fail(Code::unavailable, "http: the static files can't be read");
  std::erase_if(files.files_, [](const auto& one) { return !one.second.plain; });  // a .gz without its file
  return files;
}

std::optional<Response> StaticFiles::respond(const Request& request) const {
  return respond(request, request.path() == "/" ? "/index.html" : request.path());
}

std::optional<Response> StaticFiles::respond(const Request& request, std::string_view path) const {
  if (request.method != Method::get && request.method != Method::head) return std::nullopt;
  const auto found = files_.find(path);
  if (found == files_.end()) return std::nullopt;
  const File& file = found->second;
  const bool packed = file.gzip && request.headers.lists("accept-encoding", "gzip");
  const std::string etag = '"' + file.hash + (packed ? "-gzip\"" : "\"");
  Response response;
  response.keep = file.keep;
  response.headers.add("ETag", etag);
  if (file.gzip) response.headers.add("Vary", "Accept-Encoding");
  if (request.headers.lists("if-none-match", etag) || request.header("if-none-match") == "*") {
    response.status = 304;
    return response;
  }
  response.headers.add("Content-Type", file.media_type);
  if (packed) response.headers.add("Content-Encoding", "gzip");
  response.shared = packed ? file.gzip : file.plain;
  return response;
}

}  // namespace salus::http
