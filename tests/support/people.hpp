// SPDX-License-Identifier: Apache-2.0
// A clinic whose people can sign in, at a time that stands still until a test moves it.
#pragma once

#include "identity/identity.hpp"
#include "support/clinic.hpp"

namespace salus::identity {

class TestPeople {
 public:
  static constexpr std::string_view password = "correct horse battery";
  static constexpr std::string_view address = "192.0.2.1";

  TestPeople() { open(); }

  /// Somebody new, who may sign in.
  Account join(std::string email, policy::Role role) {
    auto joined = try_join(clinic.tenant, std::move(email), role);
    EXPECT_TRUE(joined) << (joined ? "" : joined.error().context.view());
    return *std::move(joined);
  }
  Result<Account> try_join(TenantId tenant, std::string email, policy::Role role = policy::Role::nurse) {
    Account account;
    account.id = AccountId::random(clinic.random);
    account.tenant = tenant;
    account.owner = OwnerId::from(account.id.bytes()).value();
    account.name = "Invented Person";
    account.email = std::move(email);
    account.give({role});
    account.password_hash = hash_password(crypto::SecretBytes(as_bytes(password)), clinic.random).value();
    crypto::SecretBytes secret(20);
    clinic.random.fill(secret.writable());
    account.totp_secret = std::move(secret);
    const policy::Subject component = policy::Component(tenant, "demo");
    account.end_sessions(clinic.random);
    TRY(clinic.run(accounts->save(component, account.clone())));
    TRY(clinic.run(accounts->confirm(component, account.id, 1)));
    return account;
  }
  /// Of the same home, with nobody in it.
  TenantId another_clinic() {
    const TenantId tenant = TenantId::random(clinic.random);
    EXPECT_TRUE(clinic.run(clinic.keys->create_tenant(tenant)));
    EXPECT_TRUE(clinic.run(clinic.keys->create_owner(tenant, OwnerId::from(tenant.bytes()).value())));
    return tenant;
  }
  /// What the person's authenticator shows now.
  std::string code(const Account& account) const {
    return totp_code(account.totp_secret, totp_step(clock.now()));
  }
  /// Six digits that it shows neither now nor in the periods beside.
  std::string wrong_code(const Account& account) const {
    const std::uint64_t now = totp_step(clock.now());
    for (std::string guess : {"000000", "111111", "222222", "333333"}) {
      bool right = false;
      for (std::uint64_t step = now - 1; step <= now + 1; ++step)
        right = right || totp_code(account.totp_secret, step) == guess;
      if (!right) return guess;
    }
    return {};
  }
  Result<std::string> begin(std::string email, std::string_view with = password) {
    return clinic.run(
        sessions->begin(std::move(email), crypto::SecretBytes(as_bytes(with)), std::string(address)));
  }
  Result<std::string> finish(std::string ticket, std::string with) {
    return clinic.run(
        sessions->finish(std::move(ticket), std::move(with), std::string(address), "a browser"));
  }
  /// Both factors, right; a code works once, so time moves on to the next one.
  Result<std::string> sign_in(const Account& account) {
    clock.advance(totp_period);
    TRY(auto ticket, begin(account.email));
    return finish(std::move(ticket), code(account));
  }
  Result<route::Session> find(const std::string& token, Activity activity = Activity::person) {
    return clinic.run(sessions->find(token, activity));
  }
  /// The program ends and starts again on the same home.
  void restart() {
    sessions.reset();
    accounts.reset();
    clinic.reopen();
    open();
    const auto loaded = clinic.run(accounts->load(clinic.tenant));
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().context.view());
    EXPECT_TRUE(clinic.run(sessions->load(clinic.tenant)));
  }

  /// What somebody knows who has read the records now and hears of nothing later.
  std::unique_ptr<Sessions> another_sessions() {
    auto another =
        std::make_unique<Sessions>(*clinic.gate, *accounts, pool, clock, clinic.random, metrics, limits());
    EXPECT_TRUE(clinic.run(another->load(clinic.tenant)));
    return another;
  }

  ManualClock clock{Time(std::chrono::seconds(1'800'000'000))};
  gate::TestClinic clinic{&clock};
  Pool pool{1, 16};
  Metrics metrics;
  std::optional<Accounts> accounts;
  std::optional<Sessions> sessions;

 private:
  void open() {
    accounts.emplace(*clinic.gate, clinic.rules);
    sessions.emplace(*clinic.gate, *accounts, pool, clock, clinic.random, metrics, limits());
  }
  Sessions::Limits limits() const { return {clinic.rules.idle_limit, clinic.rules.session_limit}; }
};

}  // namespace salus::identity
