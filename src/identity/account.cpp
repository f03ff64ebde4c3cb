// SPDX-License-Identifier: Apache-2.0
// Accounts as records.
#include "identity/account.hpp"

#include "base/codec.hpp"

#include <algorithm>

namespace salus::identity {
namespace {
constexpr std::uint8_t account_format = 3;  // 2 is the same without the step of enrolling
}

Account Account::clone() const {
  Account copy;
  copy.id = id;
  copy.tenant = tenant;
  copy.owner = owner;
  copy.version = version;
  copy.name = name;
  copy.email = email;
  copy.roles = roles;
  copy.since = since;
  copy.confirmed = confirmed;
  copy.standing = standing;
  copy.generation = generation;
  copy.password_hash = password_hash;
  copy.totp_secret = totp_secret.clone();
  copy.enrolled_step = enrolled_step;
  copy.invitation = invitation;
  return copy;
}

void Account::give(policy::RoleSet now) {
  for (int i = 0; i < policy::role_count; ++i) {
    const auto role = static_cast<policy::Role>(i);
    if (now.has(role) && !roles.has(role)) since[static_cast<std::size_t>(i)] = version + 1;
  }
  roles = now;
}

Result<records::Draft> draft_of(const Account& account) {
  Encoder out;
  out.u8(account_format)
      .string(account.name)
      .string(account.email)
      .u32(account.roles.bits())
      .u8(static_cast<std::uint8_t>(account.standing))
      .raw(account.generation.bytes())
      .string(account.password_hash)
      .string(account.totp_secret.view())
      .u8(account.invitation ? 1 : 0);
  if (account.invitation) out.raw(account.invitation->code).time(account.invitation->until);
  for (const std::uint64_t version : account.since) out.u64(version);
  out.u64(account.enrolled_step);
  records::Draft draft;
  TRY(draft.record.kind, policy::Kind::parse(account_kind));
  TRY(draft.record.id, RecordId::from(account.id.bytes()));
  draft.record.owner = account.owner;
  draft.record.version = account.version + 1;
  draft.members.push_back({policy::Class::operational, std::string(as_text(out.bytes()))});
  return draft;
}

Result<Account> account_of(TenantId tenant, const records::Document& document) {
  if (document.members.size() != 1) return fail(Code::corrupt, "identity: an account without its content");
  Decoder in(as_bytes(document.members.front().text));
  const std::uint8_t format = in.u8();
  if (format != account_format && format != 2)
    return fail(Code::corrupt, "identity: unknown format of an account");
  Account account;
  account.tenant = tenant;
  account.name = in.text();
  account.email = in.text();
  account.roles = policy::RoleSet::from_bits(in.u32());
  account.standing = static_cast<Standing>(in.u8());
  const ByteView generation = in.raw(16);
  account.password_hash = in.text();
  account.totp_secret = crypto::SecretBytes(in.string());
  if (in.u8() != 0) {
    const ByteView code = in.raw(32);
    Invitation& invitation = account.invitation.emplace();
    std::ranges::copy(code, invitation.code.begin());
    invitation.until = in.time();
  }
  for (std::uint64_t& version : account.since) version = in.u64();
  if (format == account_format) account.enrolled_step = in.u64();
  TRY(in.finish());
  TRY(account.generation, Generation::from(generation));
  TRY(account.id, AccountId::from(document.record.id.bytes()));
  account.owner = document.record.owner;
  account.version = document.record.version;
  return account;
}

Result<std::string> parse_email(std::string_view text) {
  const auto printable = [](char c) { return c > ' ' && c < '\x7f'; };
  const auto at = text.find('@');
  if (text.size() > 254 || at == 0 || at == std::string_view::npos || at + 1 == text.size() ||
      text.find('@', at + 1) != std::string_view::npos || !std::ranges::all_of(text, printable)) {
    return fail(Code::invalid, "identity: not an e-mail address");
  }
  std::string email(text);
  for (char& c : email) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return email;
}

}  // namespace salus::identity
