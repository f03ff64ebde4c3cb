// SPDX-License-Identifier: Apache-2.0
// From an invitation to a password and an authenticator.
#include "identity/enrolment.hpp"

#include "base/codec.hpp"
#include "base/run_on.hpp"
#include "entry.hpp"
#include "identity/password.hpp"
#include "identity/totp.hpp"

namespace salus::identity {
namespace {

constexpr std::size_t invitation_bytes = 15;
constexpr std::size_t totp_bytes = 20;
constexpr std::chrono::minutes pending_life{10};
constexpr std::size_t most_pending = 1'000;
constexpr int most_tries = 5;

std::unexpected<Error> refused() {
  return fail(Code::unauthenticated, "identity: no such invitation");
}

bool stands(const Account& account, const crypto::Hash& code, Time now) {
  return account.standing == Standing::active && account.invitation && now < account.invitation->until &&
         crypto::equal(account.invitation->code, code);
}

}  // namespace

NewInvitation invite(const Clock& clock, Random& random) {
  ByteArray<invitation_bytes> bytes;
  random.fill(bytes);
  NewInvitation made;
  made.text = to_base64url(bytes);
  made.kept.code = crypto::sha256(as_bytes(made.text));
  made.kept.until = clock.now() + invitation_life;
  return made;
}

Enrolments::Enrolments(gate::Gate& gate, Accounts& accounts, Pool& pool, const Clock& clock, Random& random,
                       Metrics& metrics)
    : gate_(gate),
      accounts_(accounts),
      pool_(pool),
      clock_(clock),
      random_(random),
      guesses_(clock),
      wrong_invitations_(metrics.counter("salus_sign_in_refused_total",
                                         "Factors of signing in that were wrong",
                                         {{"factor", "invitation"}})) {}

Task<Enrolments::Begun> Enrolments::begin(std::string email, std::string invitation, std::string address) {
  const auto parsed = parse_email(email);
  const std::string name = parsed ? *parsed : std::string("?");
  if (guesses_.must_wait(name, address)) co_return fail(Code::too_many, "identity: wait before trying again");
  Pending pending;
  pending.invitation = crypto::sha256(as_bytes(invitation));
  for (const Account& account : accounts_.named(name)) {
    if (stands(account, pending.invitation, clock_.now())) pending.account = account.id;
  }
  if (pending.account.empty()) {
    guesses_.failed(name, address);
    wrong_invitations_.add();
    co_return refused();
  }
  pending.secret = crypto::SecretBytes(totp_bytes);
  random_.fill(pending.secret.writable());
  pending.until = clock_.now() + pending_life;
  ByteArray<32> random;
  random_.fill(random);
  Begun begun;
  begun.ticket = to_base64url(random);
  begun.email = name;
  begun.secret = totp_text(pending.secret);
  const std::scoped_lock lock(mutex_);
  // One an account: else a single invitation could take all places.
  std::erase_if(pending_, [&](const auto& old) {
    return old.second.until < clock_.now() || old.second.account == pending.account;
  });
  if (pending_.size() >= most_pending)
    co_return fail(Code::unavailable, "identity: too many people are enrolling");
  pending_.insert_or_assign(begun.ticket, std::move(pending));
  co_return begun;
}

Task<void> Enrolments::finish(std::string ticket, crypto::SecretBytes password, std::string code,
                              std::string address, std::string device) {
  Pending pending;
  {
    const std::scoped_lock lock(mutex_);
    const auto held = pending_.find(ticket);
    if (held == pending_.end() || held->second.until < clock_.now()) co_return refused();
    if (++held->second.tries > most_tries) {
      pending_.erase(held);
      co_return refused();
    }
    const auto step = totp_accepts(held->second.secret, code, clock_.now(), 0);
    if (!step) co_return fail(Code::invalid, "identity: not the code of this secret");
    pending.account = held->second.account;
    pending.invitation = held->second.invitation;
    pending.secret = held->second.secret.clone();
    pending.used_step = *step;
  }
  Random& random = random_;
  auto hash = [&random, secret = std::move(password)] { return hash_password(secret, random); };
  CO_TRY(auto hashed, co_await run_on(pool_, std::move(hash)));
  auto account = accounts_.find(pending.account);
  if (!account || !stands(*account, pending.invitation, clock_.now())) co_return refused();
  CO_TRY(account->password_hash, std::move(hashed));
  account->totp_secret = std::move(pending.secret);
  account->enrolled_step = pending.used_step;
  const policy::RoleSet roles = account->roles;
  account->give({});
  account->give(roles);  // anew: whoever was confirmed before had other credentials
  account->end_sessions(random_);
  account->invitation.reset();
  const policy::Subject component = policy::Component(account->tenant, "identity");
  const auto saved = co_await accounts_.save(component, account->clone());
  // Somebody used the same invitation a moment earlier, or an administrator took it back.
  if (!saved && saved.error().code == Code::conflict) co_return refused();
  if (!saved) co_return std::unexpected(saved.error());
  {
    const std::scoped_lock lock(mutex_);
    pending_.erase(ticket);
  }
  Actor actor(*account, std::move(address), device);
  auto enrolled =
      entry(std::move(actor), "enrolled", audit::Outcome::granted, clock_.now(), policy::Action::update);
  co_return co_await gate_.note(std::move(enrolled));
}

}  // namespace salus::identity
