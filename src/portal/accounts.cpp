// SPDX-License-Identifier: Apache-2.0
// Accounts: listed, made, changed and invited by administrators, confirmed by privacy officers.
#include "accounts.hpp"

#include "account_body.hpp"
#include "answer.hpp"
#include "base/json_writer.hpp"
#include "base/rfc3339.hpp"
#include "oversight_view.hpp"

namespace salus::portal {
namespace {

Result<AccountId> account_in(const route::Call& call, const Handles& handles) {
  TRY(const auto record, handles.read("Account", call.captures[0]));
  return AccountId::from(record.bytes());
}

Result<identity::Account> account_of(const Context& context, const route::Call& call, AccountId id) {
  auto account = context.accounts.find(id);
  if (!account || account->tenant != call.person().tenant())
    return fail(Code::absent, "portal: no such account");
  return *std::move(account);
}

// Who gives access gives none to themselves, and can't lock the clinic out by a slip.
Result<identity::Account> anothers_account(const Context& context, const route::Call& call,
                                           const Handles& handles) {
  TRY(const auto id, account_in(call, handles));
  if (id == call.person().account()) return fail(Code::unprocessable, "portal: one's own account");
  return account_of(context, call, id);
}

// First of all, so that whoever may not do it learns nothing of what there is, and the log has it.
Task<void> decided(const Context& context, const route::Call& call, policy::Action action,
                   std::string_view name) {
  const Audience to = audience(call.person());
  CO_TRY(auto kind, policy::Kind::parse(name));
  CO_TRY(co_await context.gate.allow(call.subject(), policy::Purpose::operations, to.hop, action,
                                     std::move(kind)));
  co_return Result<void>{};
}

// A patient's account comes with their record: without one it would have nothing to show.
Result<void> fit_for_staff(policy::RoleSet roles, const identity::Account& account) {
  const bool has_record = !std::ranges::equal(account.owner.bytes(), account.id.bytes());
  if (roles.has(policy::Role::patient) && !has_record)
    return fail(Code::unprocessable, "portal: a patient's account comes with their record");
  return {};
}

std::string invited_json(const identity::Account& account, const identity::NewInvitation& invitation,
                         const Handles& handles) {
  JsonWriter body;
  body.begin_object().key("account").raw(account_json(account, handles));
  body.field("invitation", invitation.text).field("until", rfc3339(invitation.kept.until)).end_object();
  return std::move(body).text();
}

}  // namespace

Task<http::Response> list_accounts(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(co_await decided(context, call, policy::Action::search, identity::account_kind));
  co_return json_response(200, accounts_page(context.accounts.list(call.person().tenant()), handles));
}

Task<http::Response> create_account(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(co_await decided(context, call, policy::Action::create, identity::account_kind));
  CO_TRY(auto wanted, new_account(call.body));
  identity::Account account;
  account.id = AccountId::random(context.random);
  account.tenant = call.person().tenant();
  CO_TRY(account.owner, OwnerId::from(account.id.bytes()));
  account.name = std::move(wanted.name);
  account.email = std::move(wanted.email);
  CO_TRY(fit_for_staff(wanted.roles, account));
  account.give(wanted.roles);
  const identity::NewInvitation invitation = identity::invite(context.clock, context.random);
  account.invitation = invitation.kept;
  CO_TRY(co_await context.accounts.save(call.subject(), account.clone()));
  co_return json_response(201, invited_json(account, invitation, handles));
}

// For whoever lost their invitation, password or authenticator: what they had opens nothing any more.
Task<http::Response> invite_account(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(co_await decided(context, call, policy::Action::update, identity::account_kind));
  CO_TRY(auto account, anothers_account(context, call, handles));
  const identity::NewInvitation invitation = identity::invite(context.clock, context.random);
  account.invitation = invitation.kept;
  account.password_hash.clear();
  account.totp_secret = crypto::SecretBytes();
  account.end_sessions(context.random);
  CO_TRY(co_await context.accounts.save(call.subject(), account.clone()));
  co_return json_response(200, invited_json(account, invitation, handles));
}

Task<http::Response> confirm_account(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(co_await decided(context, call, policy::Action::create, identity::confirmation_kind));
  CO_TRY(const auto id, account_in(call, handles));
  CO_TRY(const auto seen, confirmed_version(call.body));
  CO_TRY(co_await context.accounts.confirm(call.subject(), id, seen));
  CO_TRY(const auto now, account_of(context, call, id));
  co_return json_response(200, account_json(now, handles));
}

Task<http::Response> change_account(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(co_await decided(context, call, policy::Action::update, identity::account_kind));
  CO_TRY(const auto change, account_change(call.body));
  CO_TRY(auto account, anothers_account(context, call, handles));
  if (change.roles) {
    CO_TRY(fit_for_staff(*change.roles, account));
    account.give(*change.roles);
  }
  if (change.active) {
    account.standing = *change.active ? identity::Standing::active : identity::Standing::suspended;
    account.end_sessions(context.random);
  }
  CO_TRY(co_await context.accounts.save(call.subject(), account.clone()));
  CO_TRY(const auto now, account_of(context, call, account.id));
  co_return json_response(200, account_json(now, handles));
}

}  // namespace salus::portal
