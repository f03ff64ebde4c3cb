// SPDX-License-Identifier: Apache-2.0
// Nobody but its owner can sign in with an account, and not before a privacy officer has confirmed it.
#include "support/people.hpp"

namespace salus::identity {
namespace {

using policy::Role;

class EnrolmentTest : public testing::Test {
 protected:
  /// As an administrator makes one; gives the invitation.
  std::string invited(std::string email, policy::RoleSet roles) {
    Account account;
    account.id = id_ = AccountId::random(people_.clinic.random);
    account.tenant = people_.clinic.tenant;
    account.owner = OwnerId::from(account.id.bytes()).value();
    account.name = "Invented Person";
    account.email = std::move(email);
    account.give(roles);
    const NewInvitation invitation = invite(people_.clock, people_.clinic.random);
    account.invitation = invitation.kept;
    EXPECT_TRUE(save(std::move(account)));
    return invitation.text;
  }
  Result<void> save(Account account) {
    return people_.clinic.run(people_.accounts->save(component_, std::move(account)));
  }
  Result<Enrolments::Begun> begin(std::string email, std::string invitation) {
    return people_.clinic.run(
        enrolments_.begin(std::move(email), std::move(invitation), std::string(TestPeople::address)));
  }
  Result<void> finish(const Enrolments::Begun& begun, std::string code) {
    return people_.clinic.run(
        enrolments_.finish(begun.ticket, crypto::SecretBytes(as_bytes(TestPeople::password)), std::move(code),
                           std::string(TestPeople::address), "a browser"));
  }
  std::string code(const Enrolments::Begun& begun) const {
    return totp_code(totp_secret(begun.secret).value(), totp_step(people_.clock.now()));
  }
  Result<void> enrol(std::string email, std::string invitation) {
    TRY(const auto begun, begin(std::move(email), std::move(invitation)));
    return finish(begun, code(begun));
  }
  Result<void> confirm(const policy::Subject& subject) { return confirm(subject, account().version); }
  Result<void> confirm(const policy::Subject& subject, std::uint64_t seen) {
    return people_.clinic.run(people_.accounts->confirm(subject, id_, seen));
  }
  Account account() const { return *people_.accounts->find(id_); }
  policy::Subject officer() {
    const Account officer = people_.join("officer@example.org", Role::privacy_officer);
    return *people_.find(people_.sign_in(officer).value())->subject;
  }

  TestPeople people_;
  Enrolments enrolments_{*people_.clinic.gate, *people_.accounts,     people_.pool,
                         people_.clock,        people_.clinic.random, people_.metrics};
  const policy::Subject component_ = policy::Component(people_.clinic.tenant, "demo");
  AccountId id_;
};

TEST_F(EnrolmentTest, an_account_acts_once_its_owner_enrolled_and_an_officer_confirmed) {
  const std::string invitation = invited("ana@example.org", {Role::nurse});
  EXPECT_EQ(people_.sign_in(account()).error().code, Code::unauthenticated) << "it has no password at all";
  ASSERT_TRUE(enrol("Ana@Example.org", invitation));
  EXPECT_EQ(people_.sign_in(account()).error().code, Code::forbidden) << "both factors are right";
  ASSERT_TRUE(confirm(officer()));
  const auto token = people_.sign_in(account());
  ASSERT_TRUE(token);
  EXPECT_EQ(std::get<policy::Person>(*people_.find(*token)->subject).roles(), policy::RoleSet{Role::nurse});
  people_.restart();
  EXPECT_TRUE(people_.find(*token)) << "what was confirmed outlives a restart";
}

TEST_F(EnrolmentTest, an_invitation_works_once_for_its_address_and_for_a_week) {
  const std::string invitation = invited("ana@example.org", {Role::nurse});
  EXPECT_EQ(begin("ben@example.org", invitation).error().code, Code::unauthenticated);
  EXPECT_EQ(begin("ana@example.org", invitation + "x").error().code, Code::unauthenticated);
  const auto first = begin("ana@example.org", invitation);
  const auto second = begin("ana@example.org", invitation);
  ASSERT_TRUE(first && second);
  EXPECT_NE(first->secret, second->secret);
  EXPECT_EQ(finish(*first, code(*first)).error().code, Code::unauthenticated) << "begun anew since";
  ASSERT_TRUE(finish(*second, code(*second)));
  EXPECT_EQ(begin("ana@example.org", invitation).error().code, Code::unauthenticated);
  const std::string old = invited("cleo@example.org", {Role::nurse});
  people_.clock.advance(invitation_life);
  EXPECT_EQ(begin("cleo@example.org", old).error().code, Code::unauthenticated);
}

TEST_F(EnrolmentTest, the_authenticator_has_to_show_that_it_has_the_secret) {
  const auto begun = begin("ana@example.org", invited("ana@example.org", {Role::nurse}));
  ASSERT_TRUE(begun);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(finish(*begun, "12345x").error().code, Code::invalid);
  EXPECT_EQ(finish(*begun, code(*begun)).error().code, Code::unauthenticated) << "five tries and no more";
  EXPECT_FALSE(account().enrolled());
}

TEST_F(EnrolmentTest, a_role_that_is_added_later_waits_and_one_that_is_taken_goes_at_once) {
  ASSERT_TRUE(enrol("ana@example.org", invited("ana@example.org", {Role::nurse, Role::front_desk})));
  const policy::Subject by = officer();
  ASSERT_TRUE(confirm(by));
  Account changed = account();
  changed.give({Role::nurse, Role::clinician});
  ASSERT_TRUE(save(std::move(changed)));
  EXPECT_EQ(account().acting(), policy::RoleSet{Role::nurse});
  ASSERT_TRUE(confirm(by));
  EXPECT_EQ(account().acting(), (policy::RoleSet{Role::nurse, Role::clinician}));
}

TEST_F(EnrolmentTest, a_role_that_was_taken_waits_when_it_comes_back) {
  ASSERT_TRUE(enrol("ana@example.org", invited("ana@example.org", {Role::nurse, Role::front_desk})));
  ASSERT_TRUE(confirm(officer()));
  for (const policy::RoleSet roles : {policy::RoleSet{Role::front_desk}, {Role::nurse, Role::front_desk}}) {
    Account changed = account();
    changed.give(roles);
    ASSERT_TRUE(save(std::move(changed)));
    EXPECT_EQ(account().acting(), policy::RoleSet{Role::front_desk});
  }
}

TEST_F(EnrolmentTest, what_was_confirmed_doesnt_hold_for_credentials_that_came_later) {
  ASSERT_TRUE(enrol("ana@example.org", invited("ana@example.org", {Role::nurse})));
  const policy::Subject by = officer();
  ASSERT_TRUE(confirm(by));
  const auto token = people_.sign_in(account());
  ASSERT_TRUE(token);
  Account again = account();
  const NewInvitation invitation = invite(people_.clock, people_.clinic.random);
  again.invitation = invitation.kept;
  again.password_hash.clear();
  again.end_sessions(people_.clinic.random);
  ASSERT_TRUE(save(std::move(again)));
  EXPECT_FALSE(people_.find(*token)) << "what was lost opens nothing any more";
  ASSERT_TRUE(enrol("ana@example.org", invitation.text));
  EXPECT_EQ(people_.sign_in(account()).error().code, Code::forbidden);
  ASSERT_TRUE(confirm(by));
  EXPECT_FALSE(people_.find(*token)) << "confirmed anew, and still over";
  people_.restart();
  EXPECT_FALSE(people_.find(*token));
  EXPECT_TRUE(people_.sign_in(account()));
}

TEST_F(EnrolmentTest, only_a_privacy_officer_confirms_and_never_themselves) {
  ASSERT_TRUE(enrol("ana@example.org", invited("ana@example.org", {Role::nurse})));
  for (const Role role : {Role::administrator, Role::clinician, Role::custodian, Role::nurse}) {
    const Account other = people_.join(std::string(policy::name(role)) + "@example.org", role);
    const policy::Subject subject = *people_.find(people_.sign_in(other).value())->subject;
    EXPECT_EQ(confirm(subject).error().code, Code::forbidden) << policy::name(role);
  }
  const policy::Subject by = officer();
  EXPECT_EQ(confirm(by, account().version - 1).error().code, Code::conflict) << "the credentials are newer";
  id_ = std::get<policy::Person>(by).account();
  EXPECT_EQ(confirm(by).error().code, Code::unprocessable);
}

TEST_F(EnrolmentTest, the_code_that_enrolled_signs_nobody_in) {
  const auto begun = begin("ana@example.org", invited("ana@example.org", {Role::nurse}));
  ASSERT_TRUE(begun);
  const std::string used = code(*begun);
  ASSERT_TRUE(finish(*begun, used));
  const auto replayed = [&] {
    auto ticket = people_.begin("ana@example.org");
    return ticket ? people_.finish(*ticket, used).error().code : ticket.error().code;
  };
  EXPECT_EQ(replayed(), Code::unauthenticated);
  people_.restart();
  EXPECT_EQ(replayed(), Code::unauthenticated);
  EXPECT_EQ(people_.sign_in(account()).error().code, Code::forbidden) << "the next code is right";
}

TEST_F(EnrolmentTest, wrong_invitations_are_counted_and_who_waits_for_an_officer_is_in_the_log) {
  const auto entries = [this] { return people_.clinic.log->status().entries; };
  const std::string invitation = invited("ana@example.org", {Role::nurse});
  auto before = entries();
  EXPECT_FALSE(begin("nobody@example.org", invitation));
  EXPECT_FALSE(begin("ana@example.org", "x"));
  EXPECT_EQ(entries(), before) << "its write would tell a stranger who is invited";
  EXPECT_NE(people_.metrics.text().find("salus_sign_in_refused_total{factor=\"invitation\"} 2\n"),
            std::string::npos);
  ASSERT_TRUE(enrol("ana@example.org", invitation));
  before = entries();
  EXPECT_EQ(people_.sign_in(account()).error().code, Code::forbidden);
  EXPECT_EQ(entries(), before + 1) << "right, and not confirmed";
}

TEST_F(EnrolmentTest, guessing_has_to_wait) {
  invited("ana@example.org", {Role::nurse});
  for (int i = 0; i < 5; ++i) EXPECT_EQ(begin("ana@example.org", "x").error().code, Code::unauthenticated);
  EXPECT_EQ(begin("ana@example.org", "x").error().code, Code::too_many);
}

}  // namespace
}  // namespace salus::identity
