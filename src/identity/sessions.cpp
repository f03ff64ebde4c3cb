// SPDX-License-Identifier: Apache-2.0
// The life of a session: two factors, idle lock, unlock, end.
#include "identity/sessions.hpp"

#include "base/run_on.hpp"
#include "entry.hpp"
#include "identity/password.hpp"
#include "identity/totp.hpp"
#include "session_record.hpp"
#include "subject_maker.hpp"

namespace salus::identity {
namespace {

constexpr std::chrono::minutes ticket_life{5};
constexpr std::size_t most_tickets = 10'000;
constexpr int codes_per_ticket = 5;

std::unexpected<Error> refused() {
  return fail(Code::unauthenticated, "identity: not signed in");
}

crypto::Hash hash_of(const std::string& token) {
  return crypto::sha256(as_bytes(token));
}

std::string random_text(Random& random) {
  ByteArray<32> bytes;
  random.fill(bytes);
  return to_base64url(bytes);
}

Result<std::vector<bool>> fitting(const std::vector<std::string>& hashes,
                                  const crypto::SecretBytes& password) {
  std::vector<bool> fits;
  for (const std::string& hash : hashes) {
    TRY(const bool fit, verify_password(hash, password));
    fits.push_back(fit);
  }
  return fits;
}

}  // namespace

Sessions::Sessions(gate::Gate& gate, Accounts& accounts, Pool& pool, const Clock& clock, Random& random,
                   Metrics& metrics, Limits limits)
    : gate_(gate),
      accounts_(accounts),
      pool_(pool),
      clock_(clock),
      random_(random),
      limits_(limits),
      guesses_(clock),
      wrong_passwords_(metrics.counter("salus_sign_in_refused_total", "Factors of signing in that were wrong",
                                       {{"factor", "password"}})),
      wrong_codes_(metrics.counter("salus_sign_in_refused_total", "Factors of signing in that were wrong",
                                   {{"factor", "code"}})) {
  decoy_ = decoy_hash(random);
}

bool Sessions::may_try(const Account& account) const {
  return account.standing == Standing::active && account.enrolled();
}

bool Sessions::may_act(const Account& account) const {
  return may_try(account) && !account.acting().empty();
}

bool Sessions::carries(const Account& account, Generation begun_under) const {
  return may_act(account) && account.generation == begun_under;
}

Task<std::string> Sessions::begin(std::string email, crypto::SecretBytes password, std::string address) {
  const auto parsed = parse_email(email);
  const std::string name = parsed ? *parsed : std::string("?");
  if (guesses_.must_wait(name, address)) co_return fail(Code::too_many, "identity: wait before trying again");
  const auto place = guesses_.enter(address);
  if (!place) co_return fail(Code::too_many, "identity: too many tries of one address at once");
  guesses_.failed(name, address);
  std::vector<std::pair<AccountId, Generation>> known;
  std::vector<std::string> hashes;
  for (const Account& account : accounts_.named(name)) {
    if (!may_try(account)) continue;
    known.emplace_back(account.id, account.generation);
    hashes.push_back(account.password_hash);
  }
  // As many as there are clinics: the time doesn't tell with how many of them somebody is.
  hashes.resize(std::max(accounts_.clinics(), hashes.size()), decoy_);

  // Named first: g++ 12 destroys a closure with captures twice when it is made beside co_await.
  auto check = [hashes = std::move(hashes), secret = std::move(password)] { return fitting(hashes, secret); };
  const auto checked = co_await run_on(pool_, std::move(check));
  if (!checked || !*checked) guesses_.undo(name, address);  // nobody looked at it
  if (!checked) co_return std::unexpected(checked.error());
  CO_TRY(const std::vector<bool> fits, *checked);
  Ticket ticket;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (fits[i]) ticket.accounts.insert(known[i]);
  }
  if (ticket.accounts.empty()) {
    wrong_passwords_.add();
    co_return refused();
  }
  guesses_.undo(name, address);
  ticket.email = name;
  ticket.expires = clock_.now() + ticket_life;
  std::string key = random_text(random_);
  const std::scoped_lock lock(mutex_);
  std::erase_if(tickets_, [&](const auto& old) { return old.second.expires < clock_.now(); });
  if (tickets_.size() >= most_tickets)
    co_return fail(Code::unavailable, "identity: too many people are signing in");
  tickets_[key] = ticket;
  co_return key;
}

Task<AccountId> Sessions::spend_code(std::vector<AccountId> accounts, std::string code, Try by) {
  if (guesses_.must_wait(by.email, by.address))
    co_return fail(Code::too_many, "identity: wait before trying again");
  std::vector<Account> aimed_at;
  for (const AccountId id : accounts) {
    auto account = accounts_.find(id);
    if (!account || !may_try(*account)) continue;
    const std::scoped_lock lock(mutex_);
    std::uint64_t& spent = spent_[id];
    spent = std::max(spent, account->enrolled_step);
    if (const auto step = totp_accepts(account->totp_secret, code, clock_.now(), spent)) {
      spent = *step;
      // Else an account of the same address in another clinic would buy new guesses at this one.
      if (accounts_.named(by.email).size() == 1) guesses_.succeeded(by.email, by.address);
      co_return id;
    }
    aimed_at.push_back(*std::move(account));
  }
  guesses_.failed(by.email, by.address);
  wrong_codes_.add();
  for (const Account& account : aimed_at) {
    Actor actor(account, by.address, by.device);
    CO_TRY(co_await note(std::move(actor), "code-refused", audit::Outcome::denied));
  }
  co_return refused();
}

Task<std::string> Sessions::finish(std::string ticket, std::string code, std::string address,
                                   std::string device) {
  Try by;
  std::map<AccountId, Generation> accounts;
  {
    const std::scoped_lock lock(mutex_);
    const auto held = tickets_.find(ticket);
    if (held == tickets_.end() || held->second.expires < clock_.now()) co_return refused();
    accounts = held->second.accounts;
    by.email = held->second.email;
    // Whoever has to wait hasn't tried.
    if (guesses_.must_wait(by.email, address))
      co_return fail(Code::too_many, "identity: wait before trying again");
    if (++held->second.wrong_codes >= codes_per_ticket) tickets_.erase(held);
  }
  by.address = address;
  by.device = device;
  std::vector<AccountId> aimed_at;
  for (const auto& [id, generation] : accounts) aimed_at.push_back(id);
  CO_TRY(const AccountId spent, co_await spend_code(std::move(aimed_at), std::move(code), std::move(by)));
  const auto account = accounts_.find(spent);
  if (!account || account->generation != accounts.at(spent)) co_return refused();
  if (!may_act(*account)) {
    Actor actor(*account, std::move(address), device);
    CO_TRY(co_await note(std::move(actor), "not-confirmed", audit::Outcome::denied));
    co_return fail(Code::forbidden, "identity: not confirmed yet");
  }
  std::string token = random_text(random_);
  Live live;
  live.record = RecordId::random(random_);
  CO_TRY(const auto id, SessionId::from(live.record.bytes()));
  live.subject = SubjectMaker::person(*account, id, std::move(address), std::move(device));
  live.account = account->id;
  live.generation = account->generation;
  live.token = hash_of(token);
  live.csrf = random_text(random_);
  live.began = live.seen = clock_.now();
  {
    const std::scoped_lock lock(mutex_);
    tickets_.erase(ticket);
  }
  CO_TRY(const auto recorded, co_await record(live));
  insert(recorded);
  (void)co_await sweep();  // what it leaves is swept at the next start
  Actor actor(std::get<policy::Person>(*live.subject));
  CO_TRY(co_await note(std::move(actor), "sign-in", audit::Outcome::granted));
  co_return token;
}

Task<route::Session> Sessions::find(std::string token, Activity activity) {
  auto held = live(hash_of(token));
  const Time now = clock_.now();
  if (!held || held->began + limits_.absolute <= now) co_return refused();
  const auto account = accounts_.find(held->account);
  if (!account || !carries(*account, held->generation)) co_return refused();
  const auto& person = std::get<policy::Person>(*held->subject);
  if (account->acting() != person.roles()) {  // a changed account acts under its new roles at once
    held->subject = SubjectMaker::person(*account, person.session(), person.address(), person.device());
    replace(*held);
  }
  if (!held->locked && held->seen + limits_.idle <= now) {
    CO_TRY(held, co_await change(*held, Change::idle_lock));
  } else if (!held->locked && activity == Activity::person) {
    held->seen = now;
    CO_TRY(co_await seen(*held));
  }
  route::Session session;
  session.subject = held->subject;
  session.account = held->account;
  session.csrf = held->csrf;
  session.locked = held->locked;
  session.expires = held->began + limits_.absolute;
  session.idle_left = std::chrono::duration_cast<std::chrono::seconds>(held->seen + limits_.idle - now);
  co_return session;
}

Task<void> Sessions::lock(std::string token) {
  const auto held = live(hash_of(token));
  if (!held) co_return refused();
  CO_TRY(co_await change(*held, Change::lock));
  co_return Result<void>{};
}

Task<void> Sessions::unlock(std::string token, std::string code) {
  const auto held = live(hash_of(token));
  if (!held || held->began + limits_.absolute <= clock_.now()) co_return refused();
  const auto account = accounts_.find(held->account);
  if (!account || !carries(*account, held->generation)) co_return refused();
  const auto& person = std::get<policy::Person>(*held->subject);
  Try by;
  by.email = account->email;
  by.address = person.address();
  by.device = person.device();
  std::vector<AccountId> own(1, account->id);
  CO_TRY(co_await spend_code(std::move(own), std::move(code), std::move(by)));
  CO_TRY(co_await change(*held, Change::unlock));
  co_return Result<void>{};
}

Task<void> Sessions::end(std::string token) {
  const auto held = live(hash_of(token));
  if (!held) co_return Result<void>{};
  {
    const std::scoped_lock lock(mutex_);
    sessions_.erase(held->token);  // at once, whatever becomes of the record
  }
  if (ended_) ended_(std::get<policy::Person>(*held->subject).session());
  auto ended = co_await change(*held, Change::end);
  if (!ended && ended.error().code != Code::unauthenticated) co_return std::unexpected(ended.error());
  co_return Result<void>{};
}

Task<void> Sessions::note(Actor actor, Literal event, audit::Outcome outcome) {
  return gate_.note(entry(std::move(actor), event, outcome, clock_.now()));
}

}  // namespace salus::identity
