// SPDX-License-Identifier: Apache-2.0
// Static files are read once, and a client that has one is told so.
#include "http/static.hpp"

#include "tests/running.hpp"

#include <fstream>

namespace salus::http {
namespace {

void write(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

Request get(std::string path, std::initializer_list<Headers::Field> fields = {}) {
  Request request;
  request.target.path = std::move(path);
  for (const auto& field : fields) request.headers.add(field.name, field.value);
  return request;
}

std::string body(const std::optional<Response>& response) {
  return response && response->shared ? std::string(as_text(*response->shared)) : "";
}

TEST(static_files, are_served_from_memory_with_etag_and_type) {
  Folder folder;
  write(folder.path() / "index.html", "<html>");
  write(folder.path() / "assets/app-3f9c2a1b.js", "let a");
  write(folder.path() / "assets/app-3f9c2a1b.js.gz", "packed");
  write(folder.path() / ".env", "secret");
  write(folder.path() / ".hidden/x.js", "secret");
  std::filesystem::create_symlink("/etc/passwd", folder.path() / "passwd.txt");
  const auto files = StaticFiles::load(folder.path());
  ASSERT_TRUE(files) << files.error().context.view();
  EXPECT_EQ(files->size(), 2u);
  std::filesystem::remove_all(folder.path() / "index.html");

  const auto index = files->respond(get("/"));
  EXPECT_EQ(body(index), "<html>");
  EXPECT_EQ(index->headers.find("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(index->keep, Keep::revalidate);
  EXPECT_EQ(body(files->respond(get("/visits/12"), "/index.html")), "<html>");

  const auto plain = files->respond(get("/assets/app-3f9c2a1b.js"));
  EXPECT_EQ(body(plain), "let a");
  EXPECT_EQ(plain->keep, Keep::forever);
  EXPECT_EQ(plain->headers.find("vary"), "Accept-Encoding");
  const auto packed = files->respond(get("/assets/app-3f9c2a1b.js", {{"Accept-Encoding", "br, gzip"}}));
  EXPECT_EQ(body(packed), "packed");
  EXPECT_EQ(packed->headers.find("content-encoding"), "gzip");
  EXPECT_NE(packed->headers.find("etag"), plain->headers.find("etag"));

  const auto etag = *index->headers.find("etag");
  const auto same = files->respond(get("/", {{"If-None-Match", etag}}));
  EXPECT_EQ(same->status, 304);
  EXPECT_FALSE(same->shared);
  EXPECT_EQ(files->respond(get("/", {{"If-None-Match", "\"other\""}}))->status, 200);

  for (const char* path :
       {"/none.html", "/.env", "/.hidden/x.js", "/passwd.txt", "/assets", "/../etc/passwd"}) {
    EXPECT_FALSE(files->respond(get(path))) << path;
  }
  Request post = get("/");
  post.method = Method::post;
  EXPECT_FALSE(files->respond(post));
}

TEST(static_files, are_refused_when_unknown_or_too_large) {
  Folder folder;
  EXPECT_EQ(StaticFiles::load(folder.path() / "none").error().code, Code::absent);
  write(folder.path() / "a.txt", "0123456789");
  EXPECT_TRUE(StaticFiles::load(folder.path(), 10));
  EXPECT_EQ(StaticFiles::load(folder.path(), 9).error().code, Code::too_large);
  write(folder.path() / "a.exe", "");
  EXPECT_EQ(StaticFiles::load(folder.path()).error().code, Code::invalid);
}

}  // namespace
}  // namespace salus::http
