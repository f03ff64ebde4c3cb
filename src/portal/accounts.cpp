// SPDX-License-Identifier: Apache-2.0
// Accounts: listed, made and changed by administrators.
#include "accounts.hpp"

#include "account_body.hpp"
#include "answer.hpp"
#include "base/codec.hpp"
#include "base/json_writer.hpp"
#include "base/run_on.hpp"
#include "identity/password.hpp"
#include "identity/totp.hpp"
#include "oversight_view.hpp"

namespace salus::portal {
namespace {

constexpr std::size_t password_bytes = 15;  // 120 bits: 20 characters that nobody guesses
constexpr std::size_t totp_bytes = 20;

crypto::SecretBytes random_secret(Random& random, std::size_t size) {
  crypto::SecretBytes secret(size);
  random.fill(secret.writable());
  return secret;
}

}  // namespace

Task<http::Response> list_accounts(const Context& context, route::Call call) {
  const Handles handles(call.session);
  const Audience to = audience(call.person());
  CO_TRY(auto kind, policy::Kind::parse(identity::account_kind));
  CO_TRY(co_await context.gate.allow(call.subject(), policy::Purpose::operations, to.hop,
                                     policy::Action::search, std::move(kind)));
  co_return json_response(200, accounts_page(context.accounts.list(call.person().tenant()), handles));
}

Task<http::Response> create_account(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(auto wanted, new_account(call.body));
  if (context.rules.conflict(wanted.roles)) {
    co_return fail(Code::unprocessable, "portal: these roles may not be held together");
  }
  identity::Account account;
  account.id = AccountId::random(context.random);
  account.tenant = call.person().tenant();
  CO_TRY(account.owner, OwnerId::from(account.id.bytes()));
  account.name = std::move(wanted.name);
  account.email = std::move(wanted.email);
  account.roles = wanted.roles;
  account.totp_secret = random_secret(context.random, totp_bytes);

  const std::string password = to_base64url(random_secret(context.random, password_bytes).view());
  crypto::SecretBytes secret(as_bytes(password));
  Random& random = context.random;
  auto hash = [&random, secret = std::move(secret)] { return identity::hash_password(secret, random); };
  CO_TRY(auto hashed, co_await run_on(context.hashing, std::move(hash)));
  CO_TRY(account.password_hash, std::move(hashed));
  CO_TRY(co_await context.accounts.save(call.subject(), account.clone()));

  JsonWriter body;
  body.begin_object().key("account").raw(account_json(account, handles)).field("password", password);
  body.field("totp_secret", identity::totp_text(account.totp_secret)).end_object();
  co_return json_response(201, body.text());
}

Task<http::Response> change_account(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(const auto record, handles.read("Account", call.captures[0]));
  CO_TRY(const auto id, AccountId::from(record.bytes()));
  CO_TRY(const auto change, account_change(call.body));
  auto account = context.accounts.find(id);
  if (!account || account->tenant != call.person().tenant())
    co_return fail(Code::absent, "portal: no such account");
  if (change.roles) account->roles = *change.roles;
  if (change.active) {
    account->standing = *change.active ? identity::Standing::active : identity::Standing::suspended;
  }
  CO_TRY(co_await context.accounts.save(call.subject(), account->clone()));
  co_return json_response(200, account_json(*account, handles));
}

}  // namespace salus::portal
