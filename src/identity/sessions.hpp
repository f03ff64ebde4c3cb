// SPDX-License-Identifier: Apache-2.0
// Signing in and staying signed in: two factors, opaque tokens, idle lock, absolute end.
#pragma once

#include "base/metrics.hpp"
#include "base/pool.hpp"
#include "crypto/hash.hpp"
#include "identity/accounts.hpp"
#include "identity/throttle.hpp"
#include "route/route.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace salus::identity {

struct Actor;

/// Only through this do requests count as a person's activity; a page's own polling doesn't keep a session
/// awake.
enum class Activity : std::uint8_t { person, background };

/// The front half of signing in was right; the second factor is awaited. Somebody may have the same password
/// in two clinics; the code then tells which is meant.
struct Ticket {
  std::string email;
  std::map<AccountId, Generation> accounts;
  Time expires;
  int wrong_codes = 0;
};

/// Tokens are 256 random bits of which only a hash is kept; sessions are operational records, so they outlive
/// a restart. Thread-safe. Every refusal is Code::unauthenticated with the same words and about the same
/// time, whatever was wrong; Code::too_many when whoever tries has to wait (Guesses). A wrong code after a
/// right password is an entry of the log, as is a sign-in that an officer has yet to confirm; what is wrong
/// before that is counted.
class Sessions {
 public:
  struct Limits {
    std::chrono::milliseconds idle;
    std::chrono::milliseconds absolute;
  };
  Sessions(gate::Gate& gate, Accounts& accounts, Pool& pool, const Clock& clock, Random& random,
           Metrics& metrics, Limits limits);

  /// Whom to tell of each session that was signed out of; before the first request. `ended` must not block.
  void tell_ends(std::function<void(SessionId)> ended) { ended_ = std::move(ended); }

  /// Reads a tenant's sessions; after its accounts.
  Task<void> load(TenantId tenant);

  /// First factor. Hashing runs on the pool; when it is full: Code::unavailable. The ticket lives five
  /// minutes.
  Task<std::string> begin(std::string email, crypto::SecretBytes password, std::string address);
  /// Second factor. Returns the token, which is shown once. Code::forbidden when both were right and no role
  /// of the account has been confirmed.
  Task<std::string> finish(std::string ticket, std::string code, std::string address, std::string device);
  /// Code::unauthenticated when the token is unknown, over, or its account suspended.
  Task<route::Session> find(std::string token, Activity activity);
  /// What lock, unlock and end report has come true, also against requests that run meanwhile.
  Task<void> lock(std::string token);
  /// A fresh one-time code opens a locked session again.
  Task<void> unlock(std::string token, std::string code);
  Task<void> end(std::string token);

 private:
  struct Live {
    std::shared_ptr<const policy::Subject> subject;
    RecordId record;
    std::uint64_t version = 0;
    AccountId account;
    Generation generation;
    crypto::Hash token{};
    std::string csrf;
    Time began;
    Time seen;
    Time seen_on_record;
    bool locked = false;
  };
  /// What must come true, whatever other requests of the session write meanwhile.
  enum class Change : std::uint8_t { idle_lock, lock, unlock, end };
  struct Try {
    std::string email, address, device;
  };
  /// Which of the accounts the code is of; it works once. Otherwise refused.
  Task<AccountId> spend_code(std::vector<AccountId> accounts, std::string code, Try by);
  /// Whether its credentials are to be tried at all, and whether they lead anywhere.
  bool may_try(const Account& account) const;
  bool may_act(const Account& account) const;
  /// Whether a session that began under that generation goes on.
  bool carries(const Account& account, Generation begun_under) const;
  Task<void> note(Actor actor, Literal event, audit::Outcome outcome);

  // Kept in memory and in records (session_keeping.cpp).
  bool apply(Live& live, Change change) const;
  /// On the newest version, again when another write came first; appends its event. Refused when the session
  /// has ended.
  Task<Live> change(Live live, Change change);
  /// Plain activity: a write that another request has overtaken is as good as done.
  Task<void> seen(Live live);
  Task<Live> record(Live live);
  /// Ends the record: at once, or, while the newest code used could come back after a restart, by the next
  /// sweep.
  Task<Live> leave(Live live);
  Task<Live> remove(Live live);
  Task<void> erase(TenantId tenant, std::vector<policy::RecordRef> newest);
  bool may_come_back(std::uint64_t step) const;
  bool codes_are_old(const Live& live) const;
  /// Forgets a few sessions whose absolute end has come or that were signed out of, so that none are kept for
  /// ever.
  Task<void> sweep();
  Task<Live> newest(Live live);
  std::optional<Live> live(const crypto::Hash& token) const;
  void insert(const Live& live);
  /// Only what is there and not newer: nothing brings an ended session back.
  void replace(const Live& live);

  gate::Gate& gate_;
  Accounts& accounts_;
  Pool& pool_;
  const Clock& clock_;
  Random& random_;
  Limits limits_;
  std::function<void(SessionId)> ended_;
  std::string decoy_;  ///< stands in for accounts that there aren't, so that the time of a try tells nothing

  Guesses guesses_;
  Counter&
      wrong_passwords_;  ///< in aggregate, so that nobody fills the audit log before a password was right
  Counter& wrong_codes_;

  mutable std::mutex mutex_;
  std::map<crypto::Hash, Live> sessions_;
  std::vector<Live> left_;  ///< over; their records still hold the code that was used
  std::map<std::string, Ticket> tickets_;
  std::map<AccountId, std::uint64_t> spent_;  ///< newest one-time code step used
};

}  // namespace salus::identity
