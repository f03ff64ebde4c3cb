// SPDX-License-Identifier: Apache-2.0
// salus token: a bearer token for scripts, through the normal sign-in of a demo clinic.
#include "base/file.hpp"
#include "base/json_fields.hpp"
#include "base/json_writer.hpp"
#include "commands.hpp"
#include "demo_home.hpp"
#include "http/loopback.hpp"
#include "identity/totp.hpp"

#include <charconv>
#include <cstdlib>

#include <fmt/core.h>

namespace salus {
namespace {

constexpr std::chrono::minutes spare{5};         ///< a token nearer to its end than this is replaced
constexpr std::chrono::minutes unused_life{15};  ///< then an unused session locks (policy/roles.toml)

std::filesystem::path cache_path(const Home& home, const DemoFile::Person& person) {
  return home.root() / "tokens" / (person.email + ".json");
}

// A code can't be used twice, so a token is kept and printed again.
std::optional<std::string> kept(const Home& home, const DemoFile::Person& person) {
  const auto bytes = read_file(cache_path(home, person), 4096);
  if (!bytes) return std::nullopt;
  const auto fields = JsonFields::parse(*bytes, {"token", "until"});
  if (!fields) return std::nullopt;
  auto token = fields->string("token", 1, 200);
  const auto until = fields->optional_number("until", 0, 1e15);
  const auto now = SystemClock().now() + spare;
  if (!token || !until || !*until) return std::nullopt;
  if (**until < static_cast<double>(now.time_since_epoch().count())) return std::nullopt;
  return *std::move(token);
}

Result<std::string> member(const http::LoopbackAnswer& answer, std::string_view name) {
  if (answer.status != 200)
    return fail(Code::unauthenticated, "the sign-in was refused; wait for the next code");
  TRY(const auto json, Json::parse(as_bytes(answer.body)));
  const auto found = json.find(0, name);
  if (found == 0 || json[found].shape != Json::Shape::string)
    return fail(Code::corrupt, "an answer that isn't ours");
  return json.string(found);
}

Result<std::string> sign_in(const DemoFile& file, const DemoFile::Person& person) {
  std::uint16_t port = 0;
  const auto colon = file.base_url.rfind(':');
  if (colon == std::string::npos) return fail(Code::unavailable, "the demo clinic was never started");
  std::from_chars(file.base_url.data() + colon + 1, file.base_url.data() + file.base_url.size(), port);
  JsonWriter first;
  first.begin_object().field("email", person.email).field("password", person.password).end_object();
  TRY(const auto begun, http::loopback_post(port, file.ca, "/api/v1/session", first.text()));
  TRY(const auto ticket, member(begun, "ticket"));
  JsonWriter second;
  const auto code = identity::totp_code(person.totp_secret, identity::totp_step(SystemClock().now()));
  second.begin_object().field("ticket", ticket).field("code", code).key("bearer").boolean(true).end_object();
  TRY(const auto done, http::loopback_post(port, file.ca, "/api/v1/session/second-factor", second.text()));
  return member(done, "bearer");
}

Result<void> keep(const Home& home, const DemoFile::Person& person, const std::string& token) {
  TRY(create_folder(home.root() / "tokens"));
  const auto until = SystemClock().now() + unused_life;
  JsonWriter json;
  json.begin_object().field("token", token).key("until");
  json.number(static_cast<std::int64_t>(until.time_since_epoch().count())).end_object();
  return replace_file(cache_path(home, person), as_bytes(json.text()));
}

int complain(const Error& error) {
  fmt::print(stderr, "salus: no token: {}\n", error.context.view());
  return EXIT_FAILURE;
}

}  // namespace

int print_token(const TokenOptions& options) {
  const Home home(options.home);
  const auto file = read_demo_file(home);
  if (!file) {
    fmt::print(stderr, "salus: {} is no demo home, and tokens exist in one only\n", options.home);
    return EXIT_FAILURE;
  }
  for (const DemoFile::Person& person : file->people) {
    if (person.email != options.email) continue;
    if (const auto token = kept(home, person)) {
      fmt::print("{}\n", *token);
      return EXIT_SUCCESS;
    }
    const auto token = sign_in(*file, person);
    if (!token) return complain(token.error());
    if (auto written = keep(home, person, *token); !written) return complain(written.error());
    fmt::print("{}\n", *token);
    return EXIT_SUCCESS;
  }
  fmt::print(stderr, "salus: demo.json knows no such account\n");
  return EXIT_FAILURE;
}

}  // namespace salus
