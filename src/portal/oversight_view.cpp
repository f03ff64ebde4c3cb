// SPDX-License-Identifier: Apache-2.0
// Pages of those who watch over the program, and of those who try it out.
#include "oversight_view.hpp"

#include "base/codec.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "base/rfc3339.hpp"
#include "crypto/hash.hpp"
#include "identity/totp.hpp"
#include "names.hpp"

#include <algorithm>

namespace salus::portal {
namespace {

constexpr int rotation_days = 90;  // keys::Keyring::current
constexpr std::size_t longest_policy_file = std::size_t{1} << 20;

void put_roles(JsonWriter& json, policy::RoleSet roles) {
  json.key("roles").begin_array();
  for (const std::string_view role : policy::names(roles)) json.string(role);
  json.end_array();
}

std::string_view state_of(const identity::Account& account) {
  if (account.standing == identity::Standing::suspended) return "off";
  if (!account.enrolled()) return "invited";
  return account.acting().empty() ? "awaiting" : "active";
}

void put_key(JsonWriter& json, const keys::Description& key, Time now) {
  const auto age = std::chrono::floor<std::chrono::days>(now - key.created).count();
  json.begin_object().field("purpose", key.purpose).field("use", key.use);
  json.key("version").number(std::int64_t{key.version}).field("created_at", rfc3339(key.created));
  json.key("age_days").number(std::max<std::int64_t>(age, 0)).key("seals").boolean(key.seals);
  json.field("commitment", key.commitment).end_object();
}

}  // namespace

std::string map_page(const policy::Map& map, std::string_view policy_hash) {
  const std::string drawn = policy::map_json(map);
  JsonWriter head;
  head.begin_object().field("policy_hash", policy_hash);
  return head.text() + "," + drawn.substr(1);
}

Result<std::string> policy_hash(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  if (failed) return fail(Code::unavailable, "portal: the policy folder can't be read");
  std::ranges::sort(files);
  Bytes all;
  for (const auto& file : files) {
    TRY(const auto bytes, read_file(file, longest_policy_file));
    all.insert(all.end(), bytes.begin(), bytes.end());
  }
  return to_hex(crypto::sha256(all));
}

std::string keys_page(const keys::Custody& custody, const std::vector<keys::Description>& keys, Time now) {
  JsonWriter json;
  json.begin_object().key("custody").begin_object().field("token", custody.token);
  json.field("mechanism", custody.mechanism).key("hardware").boolean(custody.hardware).end_object();
  json.key("rotation_days").number(std::int64_t{rotation_days}).key("keys").begin_array();
  for (const keys::Description& key : keys) put_key(json, key, now);
  json.end_array().end_object();
  return std::move(json).text();
}

std::string account_json(const identity::Account& account, const Handles& handles) {
  JsonWriter json;
  json.begin_object()
      .field("handle", handles.make("Account", account.id.bytes()))
      .field("name", account.name);
  json.field("email", account.email);
  put_roles(json, account.roles);
  json.key("version").number(static_cast<std::int64_t>(account.version));
  json.key("unconfirmed").begin_array();
  if (account.enrolled()) {
    for (const std::string_view role : policy::names(account.roles - account.confirmed)) json.string(role);
  }
  json.end_array().field("state", state_of(account));
  if (account.invitation) json.field("invited_until", rfc3339(account.invitation->until));
  json.end_object();
  return std::move(json).text();
}

std::string accounts_page(const std::vector<identity::Account>& accounts, const Handles& handles) {
  std::vector<const identity::Account*> sorted;
  for (const identity::Account& account : accounts) sorted.push_back(&account);
  std::ranges::sort(sorted, {}, [](const identity::Account* account) { return account->name; });
  JsonWriter json;
  json.begin_object().key("accounts").begin_array();
  for (const identity::Account* account : sorted) json.raw(account_json(*account, handles));
  json.end_array().end_object();
  return std::move(json).text();
}

Result<std::string> fingerprint(std::string_view pem) {
  constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view end = "-----END CERTIFICATE-----";
  const auto from = pem.find(begin);
  const auto until = pem.find(end);
  if (from == std::string_view::npos || until == std::string_view::npos || until < from) {
    return fail(Code::corrupt, "portal: not a certificate");
  }
  std::string base64(pem.substr(from + begin.size(), until - from - begin.size()));
  std::erase_if(base64, [](char c) { return c == '\n' || c == '\r'; });
  TRY(const auto der, from_base64(base64));
  const std::string hex = to_hex(crypto::sha256(der));
  std::string text;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    if (i > 0 && i % 2 == 0) text += ':';
    text += hex[i] >= 'a' ? static_cast<char>(hex[i] - 'a' + 'A') : hex[i];
  }
  return text;
}

std::string demo_page(const std::vector<DemoPerson>& people,
                      const std::function<identity::ClinicWords(TenantId)>& clinic, const DemoCa& ca,
                      Time now) {
  const std::uint64_t step = identity::totp_step(now);
  JsonWriter json;
  json.begin_object().key("people").begin_array();
  for (const DemoPerson& person : people) {
    const auto roles = policy::names(person.account.roles);
    if (roles.empty()) continue;
    json.begin_object().field("name", person.account.name).field("role", roles.front());
    json.field("tenant", clinic(person.account.tenant).name).field("email", person.account.email);
    json.field("password", person.password);
    json.field("code", identity::totp_code(person.account.totp_secret, step)).end_object();
  }
  const auto period = identity::totp_period.count();
  const auto second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  json.end_array().key("seconds_left").number(std::int64_t{period - second % period});
  json.key("ca").begin_object().field("path", ca.path).field("sha256", ca.sha256).end_object().end_object();
  return std::move(json).text();
}

}  // namespace salus::portal
