// SPDX-License-Identifier: Apache-2.0
// Turning an invitation into credentials that nobody else ever knew, the administrator who made the account
// included.
#pragma once

#include "base/metrics.hpp"
#include "base/pool.hpp"
#include "identity/accounts.hpp"
#include "identity/throttle.hpp"

#include <map>
#include <mutex>
#include <string>

namespace salus::identity {

/// Characters that a new password needs at least (NIST SP 800-63B asks for 8 beside a second factor).
inline constexpr std::size_t shortest_password = 12;

inline constexpr std::chrono::days invitation_life{7};

/// A fresh one: what is shown once, and what is kept of it.
struct NewInvitation {
  std::string text;  ///< 120 bits in base64url
  Invitation kept;
};
NewInvitation invite(const Clock& clock, Random& random);

/// Thread-safe. Every refusal is Code::unauthenticated, whatever was wrong; Code::too_many when whoever tries
/// has to wait. Wrong invitations are counted and leave no entry: its write would tell a stranger who is
/// invited. What was begun lives ten minutes in memory, and begins again from the same invitation after a
/// restart.
class Enrolments {
 public:
  Enrolments(gate::Gate& gate, Accounts& accounts, Pool& pool, const Clock& clock, Random& random,
             Metrics& metrics);

  struct Begun {
    std::string ticket;
    std::string email;
    std::string secret;  ///< for the authenticator, as totp_text writes it; shown to this person alone
  };
  Task<Begun> begin(std::string email, std::string invitation, std::string address);

  /// `code` proves that the authenticator has the secret; Code::invalid for a wrong one, five times at most.
  /// The invitation is used up and the account enrolled, durable when it returns; it can act once a privacy
  /// officer has confirmed it (Accounts::confirm).
  Task<void> finish(std::string ticket, crypto::SecretBytes password, std::string code, std::string address,
                    std::string device);

 private:
  struct Pending {
    AccountId account;
    crypto::Hash invitation{};
    crypto::SecretBytes secret;
    Time until;
    std::uint64_t used_step = 0;  ///< of the code that proved the authenticator
    int tries = 0;
  };

  gate::Gate& gate_;
  Accounts& accounts_;
  Pool& pool_;
  const Clock& clock_;
  Random& random_;
  Guesses guesses_;
  Counter& wrong_invitations_;
  std::mutex mutex_;
  std::map<std::string, Pending> pending_;
};

}  // namespace salus::identity
