// SPDX-License-Identifier: Apache-2.0
// The life of a session on real rooms: two factors, refusals that tell nothing, idle lock, end, restart.
#include "support/people.hpp"

namespace salus::identity {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

template <class T>
Code code_of(const Result<T>& result) {
  return result ? Code::internal : result.error().code;
}

class SessionsTest : public testing::Test {
 protected:
  /// How many sessions have a record.
  std::size_t recorded() {
    records::Lookup lookup;
    lookup.kind = gate::kind("Session");
    return people_.clinic.run(people_.clinic.gate->open_operational(people_.clinic.tenant, std::move(lookup)))
        .value()
        .size();
  }
  TestPeople people_;
  Account ana_ = people_.join("ana@example.org", policy::Role::clinician);
};

TEST_F(SessionsTest, both_factors_make_a_session_of_that_person) {
  const auto before = people_.clinic.log->status().entries;
  const auto token = people_.sign_in(ana_);
  ASSERT_TRUE(token);
  EXPECT_GT(people_.clinic.log->status().entries, before);
  const auto session = people_.find(*token);
  ASSERT_TRUE(session);
  EXPECT_FALSE(session->locked);
  EXPECT_EQ(session->account, ana_.id);
  EXPECT_GE(session->csrf.size(), 43U);
  const auto& person = std::get<policy::Person>(*session->subject);
  EXPECT_EQ(person.tenant(), people_.clinic.tenant);
  EXPECT_TRUE(person.roles().has(policy::Role::clinician));
  EXPECT_EQ(person.address(), TestPeople::address);
  EXPECT_EQ(code_of(people_.find("no such token")), Code::unauthenticated);
}

TEST_F(SessionsTest, a_device_of_any_bytes_is_kept_as_text) {
  people_.clock.advance(totp_period);
  const auto ticket = people_.begin(ana_.email);
  ASSERT_TRUE(ticket);
  const std::string device = "\xff</script>" + std::string(51, 'A') + "\xe2\x82\xac";
  const auto token = people_.clinic.run(
      people_.sessions->finish(*ticket, people_.code(ana_), std::string(TestPeople::address), device));
  ASSERT_TRUE(token);
  const auto session = people_.find(*token);
  ASSERT_TRUE(session);
  EXPECT_EQ(std::get<policy::Person>(*session->subject).device(),
            "\xef\xbf\xbd</script>" + std::string(51, 'A'));
}

TEST_F(SessionsTest, a_refusal_does_not_tell_what_was_wrong) {
  const auto unknown = people_.begin("nobody@example.org");
  const auto malformed = people_.begin("nobody");
  const auto wrong = people_.begin(ana_.email, "wrong");
  const auto ticket = people_.begin(ana_.email);
  ASSERT_TRUE(ticket);
  const auto wrong_code = people_.finish(*ticket, people_.wrong_code(ana_));
  const auto no_ticket = people_.finish("no such ticket", people_.code(ana_));
  for (const auto* refusal : {&unknown, &malformed, &wrong, &wrong_code, &no_ticket}) {
    ASSERT_FALSE(*refusal);
    EXPECT_EQ(refusal->error().code, Code::unauthenticated);
    EXPECT_EQ(refusal->error().context.view(), wrong.error().context.view());
  }
}

TEST_F(SessionsTest, a_wrong_code_after_a_right_password_is_in_the_log_and_other_tries_are_counted) {
  const auto entries = [this] { return people_.clinic.log->status().entries; };
  const auto counted = [this](const char* factor, int times) {
    const auto line =
        "salus_sign_in_refused_total{factor=\"" + std::string(factor) + "\"} " + std::to_string(times) + "\n";
    return people_.metrics.text().find(line) != std::string::npos;
  };
  const auto before = entries();
  EXPECT_FALSE(people_.begin("nobody@example.org"));
  EXPECT_FALSE(people_.begin(ana_.email, "wrong"));
  EXPECT_EQ(entries(), before);
  EXPECT_TRUE(counted("password", 2)) << people_.metrics.text();
  EXPECT_FALSE(people_.finish(people_.begin(ana_.email).value(), people_.wrong_code(ana_)));
  EXPECT_EQ(entries(), before + 1);
  EXPECT_TRUE(counted("code", 1)) << people_.metrics.text();
  const auto token = people_.sign_in(ana_).value();
  ASSERT_TRUE(people_.clinic.run(people_.sessions->lock(token)));
  const auto locked = entries();
  EXPECT_FALSE(people_.clinic.run(people_.sessions->unlock(token, people_.wrong_code(ana_))));
  EXPECT_EQ(entries(), locked + 1);
}

TEST_F(SessionsTest, guessing_has_to_wait_and_may_go_on_later) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(code_of(people_.begin(ana_.email, "wrong")), Code::unauthenticated);
  EXPECT_EQ(code_of(people_.begin(ana_.email)), Code::too_many);  // although it is right
  const Account ben = people_.join("ben@example.org", policy::Role::nurse);
  EXPECT_TRUE(people_.begin(ben.email));  // who shares the address pays for nobody else's typing
  people_.clock.advance(minutes(15));
  EXPECT_TRUE(people_.begin(ana_.email));
}

TEST_F(SessionsTest, a_ticket_ends_by_time_and_after_five_wrong_codes) {
  const auto late = people_.begin(ana_.email);
  ASSERT_TRUE(late);
  people_.clock.advance(minutes(5) + seconds(1));
  EXPECT_EQ(code_of(people_.finish(*late, people_.code(ana_))), Code::unauthenticated);
  const auto guessed = people_.begin(ana_.email);
  ASSERT_TRUE(guessed);
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(code_of(people_.finish(*guessed, people_.wrong_code(ana_))), Code::unauthenticated);
  EXPECT_EQ(code_of(people_.finish(*guessed, people_.code(ana_))), Code::unauthenticated);
}

TEST_F(SessionsTest, a_code_works_once_even_after_a_restart) {
  ASSERT_TRUE(people_.sign_in(ana_));
  const std::string used = people_.code(ana_);
  EXPECT_EQ(code_of(people_.finish(people_.begin(ana_.email).value(), used)), Code::unauthenticated);
  people_.restart();
  EXPECT_EQ(code_of(people_.finish(people_.begin(ana_.email).value(), used)), Code::unauthenticated);
  EXPECT_TRUE(people_.sign_in(ana_));
}

TEST_F(SessionsTest, a_code_works_once_even_after_signing_out_and_a_restart) {
  const auto token = people_.sign_in(ana_);
  ASSERT_TRUE(token);
  const std::string used = people_.code(ana_);
  ASSERT_TRUE(people_.clinic.run(people_.sessions->end(*token)));
  people_.restart();
  EXPECT_FALSE(people_.find(*token));
  EXPECT_EQ(code_of(people_.finish(people_.begin(ana_.email).value(), used)), Code::unauthenticated);
  people_.clock.advance(totp_period);
  EXPECT_EQ(code_of(people_.finish(people_.begin(ana_.email).value(), used)), Code::unauthenticated);
  EXPECT_TRUE(people_.sign_in(ana_));
}

TEST_F(SessionsTest, a_code_works_once_even_when_its_session_is_over_at_two_starts) {
  const auto token = people_.sign_in(ana_);
  ASSERT_TRUE(token);
  const std::string used = people_.code(ana_);
  Account changed = people_.accounts->find(ana_.id)->clone();
  changed.end_sessions(people_.clinic.random);
  const policy::Subject component = policy::Component(people_.clinic.tenant, "demo");
  ASSERT_TRUE(people_.clinic.run(people_.accounts->save(component, std::move(changed))));
  for (int start = 0; start < 2; ++start) {
    people_.restart();
    EXPECT_FALSE(people_.find(*token));
    EXPECT_EQ(code_of(people_.finish(people_.begin(ana_.email).value(), used)), Code::unauthenticated);
  }
  EXPECT_TRUE(people_.sign_in(ana_));
}

TEST_F(SessionsTest, idle_locks_and_only_a_person_keeps_it_awake) {
  const auto token = people_.sign_in(ana_).value();
  const auto idle = people_.clinic.rules.idle_limit;
  people_.clock.advance(idle - seconds(1));
  EXPECT_FALSE(people_.find(token, Activity::person)->locked);
  people_.clock.advance(idle - seconds(1));
  const auto polled = people_.find(token, Activity::background);
  ASSERT_TRUE(polled);
  EXPECT_FALSE(polled->locked);
  EXPECT_EQ(polled->idle_left, seconds(1));
  people_.clock.advance(seconds(1));
  EXPECT_TRUE(people_.find(token, Activity::background)->locked);
  EXPECT_TRUE(people_.find(token, Activity::person)->locked);  // looking again doesn't open it
}

TEST_F(SessionsTest, a_fresh_code_unlocks_and_a_used_one_does_not) {
  const auto token = people_.sign_in(ana_).value();
  const std::string used = people_.code(ana_);
  ASSERT_TRUE(people_.clinic.run(people_.sessions->lock(token)));
  EXPECT_TRUE(people_.find(token)->locked);
  EXPECT_EQ(code_of(people_.clinic.run(people_.sessions->unlock(token, used))), Code::unauthenticated);
  EXPECT_TRUE(people_.find(token)->locked);
  people_.clock.advance(totp_period);
  ASSERT_TRUE(people_.clinic.run(people_.sessions->unlock(token, people_.code(ana_))));
  EXPECT_FALSE(people_.find(token)->locked);
}

TEST_F(SessionsTest, the_absolute_end_comes_whatever_one_does) {
  const auto token = people_.sign_in(ana_).value();
  const auto limit = people_.clinic.rules.session_limit;
  for (minutes gone(0); gone < limit - minutes(10); gone += minutes(10)) {
    people_.clock.advance(minutes(10));
    ASSERT_FALSE(people_.find(token).value().locked) << gone.count();
  }
  people_.clock.advance(minutes(10));
  EXPECT_EQ(code_of(people_.find(token)), Code::unauthenticated);
  people_.clock.advance(totp_period);
  EXPECT_EQ(code_of(people_.clinic.run(people_.sessions->unlock(token, people_.code(ana_)))),
            Code::unauthenticated);
}

TEST_F(SessionsTest, what_is_over_is_forgotten_by_the_next_sign_in_and_by_a_start) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(people_.sign_in(ana_));
  EXPECT_EQ(recorded(), 3U);
  people_.clock.advance(people_.clinic.rules.session_limit);
  ASSERT_TRUE(people_.sign_in(ana_));
  EXPECT_EQ(recorded(), 1U);
  people_.clock.advance(people_.clinic.rules.session_limit);
  people_.restart();
  EXPECT_EQ(recorded(), 0U);
  EXPECT_TRUE(people_.sign_in(ana_));
}

TEST_F(SessionsTest, what_was_signed_out_of_is_forgotten_once_its_code_is_too_old) {
  const auto first = people_.sign_in(ana_).value();
  ASSERT_TRUE(people_.clinic.run(people_.sessions->end(first)));
  EXPECT_EQ(recorded(), 1U) << "it still knows the code";
  people_.clock.advance(2 * totp_period);
  const auto second = people_.sign_in(ana_).value();
  EXPECT_EQ(recorded(), 1U) << "the second alone";
  people_.clock.advance(2 * totp_period);
  ASSERT_TRUE(people_.clinic.run(people_.sessions->end(second)));
  EXPECT_EQ(recorded(), 0U) << "an old code needs no record";
}

TEST_F(SessionsTest, a_restart_keeps_what_was_and_not_what_ended) {
  const auto open = people_.sign_in(ana_).value();
  const auto locked = people_.sign_in(ana_).value();
  const auto ended = people_.sign_in(ana_).value();
  ASSERT_TRUE(people_.clinic.run(people_.sessions->lock(locked)));
  ASSERT_TRUE(people_.clinic.run(people_.sessions->end(ended)));
  EXPECT_EQ(code_of(people_.find(ended)), Code::unauthenticated);
  const std::string csrf = people_.find(open)->csrf;
  people_.restart();
  ASSERT_TRUE(people_.find(open));
  EXPECT_EQ(people_.find(open)->csrf, csrf);
  EXPECT_FALSE(people_.find(open)->locked);
  EXPECT_TRUE(people_.find(locked)->locked);
  EXPECT_EQ(code_of(people_.find(ended)), Code::unauthenticated);
}

TEST_F(SessionsTest, a_lock_and_an_end_come_true_on_a_version_that_another_request_wrote) {
  struct {
    const char* name;
    Task<void> (Sessions::*what)(std::string);
    bool ended;
  } const table[] = {{"lock", &Sessions::lock, false}, {"end", &Sessions::end, true}};
  for (const auto& row : table) {
    const auto token = people_.sign_in(ana_).value();
    auto behind = people_.another_sessions();  // knows the first version
    people_.clock.advance(people_.clinic.rules.idle_limit / 2);
    ASSERT_TRUE(people_.find(token)) << row.name;  // records its activity: the second version
    ASSERT_TRUE(people_.clinic.run(((*behind).*row.what)(token))) << row.name;
    people_.restart();
    const auto found = people_.find(token);
    ASSERT_EQ(found.has_value(), !row.ended) << row.name;
    if (found) {
      EXPECT_TRUE(found->locked) << row.name;
    }
  }
}

TEST_F(SessionsTest, one_address_may_be_in_each_clinic_once_and_the_second_try_is_in_the_log) {
  const auto entries = [this] { return people_.clinic.log->status().entries; };
  const auto before = entries();
  EXPECT_EQ(code_of(people_.try_join(people_.clinic.tenant, ana_.email)), Code::conflict);
  EXPECT_EQ(entries(), before + 2);  // intended, aborted
  const TenantId other = people_.another_clinic();
  const auto there = people_.try_join(other, ana_.email);
  ASSERT_TRUE(there) << there.error().context.view();
  EXPECT_EQ(people_.accounts->named(ana_.email).size(), 2U);
  const Account* const both[] = {&ana_, &*there};
  for (const Account* account : both) {  // one password for both: the code tells them apart
    const auto session = people_.find(people_.sign_in(*account).value());
    ASSERT_TRUE(session);
    EXPECT_EQ(session->account, account->id);
    EXPECT_EQ(std::get<policy::Person>(*session->subject).tenant(), account->tenant);
  }
  for (int i = 0; i < 4; ++i) EXPECT_EQ(code_of(people_.begin(ana_.email, "wrong")), Code::unauthenticated);
  ASSERT_TRUE(people_.sign_in(*there));  // which buys no new guesses at the other account
  EXPECT_EQ(code_of(people_.begin(ana_.email, "wrong")), Code::unauthenticated);
  EXPECT_EQ(code_of(people_.begin(ana_.email)), Code::too_many);
}

TEST_F(SessionsTest, a_suspended_account_is_out_at_once) {
  const auto token = people_.sign_in(ana_).value();
  Account changed = *people_.accounts->find(ana_.id);
  changed.standing = Standing::suspended;
  const policy::Subject component = policy::Component(people_.clinic.tenant, "identity");
  ASSERT_TRUE(people_.clinic.run(people_.accounts->save(component, std::move(changed))));
  EXPECT_EQ(code_of(people_.find(token)), Code::unauthenticated);
  EXPECT_EQ(code_of(people_.begin(ana_.email)), Code::unauthenticated);
}

}  // namespace
}  // namespace salus::identity
