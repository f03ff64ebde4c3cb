// SPDX-License-Identifier: Apache-2.0
// The room as a state machine: order of the call, roles, reconnection, limits, ends.
#include "visit/room.hpp"

#include "call_messages.hpp"

namespace salus::visit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
constexpr Party clinician = Party::clinician;
constexpr Party patient = Party::patient;

/// A room with its two parties' screens: what each was told, in order.
class Visit : public testing::Test {
 protected:
  Outcome take(Outcome outcome) {
    for (const auto& [to, message] : outcome.sends) told[to].push_back(message);
    for (const auto& event : outcome.events) events.push_back(event);
    return outcome;
  }
  Outcome say(Party from, const std::string& message) { return take(room.receive(from, message, now)); }
  /// The newest message to a party, which is then forgotten.
  std::string heard(Party party) {
    if (told[party].empty()) return {};
    const auto message = told[party].back();
    told[party].clear();
    return message;
  }
  void begin() {
    take(room.join(patient));
    say(patient, hello(0));
    take(room.join(clinician));
    say(clinician, hello(0));
    take(room.admit());
  }
  void connect() {
    begin();
    say(clinician, offer(1));
    say(patient, answer(1));
    say(clinician, connected(1));
    say(patient, connected(1));
  }
  std::size_t count(Event::Kind kind) const { return std::ranges::count(events, kind, &Event::kind); }

  Room room{"context", {}, {}};
  Time now{};
  std::map<Party, std::vector<std::string>> told;
  std::vector<Event> events;
};

TEST_F(Visit, begins_when_both_are_there_and_the_clinician_admits) {
  take(room.join(patient));
  EXPECT_EQ(heard(patient), R"({"type":"welcome","role":"patient","state":"waiting","peer":false})");
  say(patient, hello(0));
  take(room.join(clinician));
  EXPECT_EQ(heard(clinician), R"({"type":"welcome","role":"clinician","state":"waiting","peer":true})");
  EXPECT_EQ(heard(patient), R"({"type":"peer","present":true})");
  say(clinician, hello(0));
  EXPECT_EQ(heard(clinician), "") << "nothing starts before admission";
  take(room.admit());
  EXPECT_THAT(told[patient], ElementsAre(R"({"type":"state","state":"admitted"})",
                                         R"({"type":"start","call":1,"context":"context"})"));
  EXPECT_EQ(told[clinician], told[patient]);
  EXPECT_EQ(room.state(), RoomState::connecting);
  EXPECT_THAT(room.admit().sends, IsEmpty()) << "again is no error and says nothing";
}

TEST_F(Visit, passes_offer_answer_and_candidates_only_through_the_filter) {
  begin();
  say(clinician, offer(1, description("actpass") + "a=x-unknown:1\r\n"));
  const auto passed = heard(patient);
  EXPECT_THAT(passed, HasSubstr(R"({"type":"offer","call":1,"sdp":"v=0\r\no=- 1 2 IN IP4 0.0.0.0\r\n)"));
  EXPECT_EQ(passed.find("x-unknown"), passed.npos);
  say(patient, answer(1));
  EXPECT_THAT(heard(clinician), HasSubstr(R"("type":"answer")"));
  say(patient, candidate(1, "candidate:1 1 UDP 7 192.0.2.1 5000 typ host network-id 1"));
  EXPECT_EQ(
      heard(clinician),
      R"({"type":"candidate","call":1,"candidate":"candidate:1 1 udp 7 192.0.2.1 5000 typ host","mid":"0"})");
  say(patient, candidate(1, "candidate:1 1 tcp 7 192.0.2.1 9 typ host"));
  EXPECT_EQ(heard(clinician) + heard(patient), "") << "a harmless candidate is left out without a word";
  say(patient, candidate(1, "candidate:1 1 udp 7 192.0.2.1 22 typ host"));
  EXPECT_EQ(heard(clinician), "");
  EXPECT_THAT(heard(patient), HasSubstr(R"("reason":"low_port")"));
}

TEST_F(Visit, refused_descriptions_are_told_to_both_and_passed_to_none) {
  begin();
  told.clear();
  auto two = description("actpass");
  two += "a=fingerprint:sha-256 94" + two.substr(two.find(":C7:8B"), 93) + "\r\n";
  say(clinician, offer(1, two));
  EXPECT_THAT(told[patient],
              ElementsAre(HasSubstr(R"({"type":"refused","what":"offer","reason":"two_fingerprints")")));
  EXPECT_EQ(told[clinician], told[patient]);
  ASSERT_EQ(events.back().kind, Event::Kind::refused);
  EXPECT_EQ(events.back().refusal, sdp::Refusal::two_fingerprints);
  told.clear();
  say(patient, answer(1));
  EXPECT_THAT(told[clinician], IsEmpty()) << "there is no offer to answer";
  EXPECT_THAT(heard(patient), HasSubstr("out_of_order"));
}

TEST_F(Visit, the_clinician_offers_and_the_patient_answers) {
  begin();
  told.clear();
  say(patient, offer(1));
  EXPECT_THAT(heard(patient), HasSubstr("not_yours"));
  say(clinician, answer(1, description("active")));
  EXPECT_THAT(heard(clinician), HasSubstr("not_yours"));
  EXPECT_THAT(told[patient], IsEmpty());
}

TEST_F(Visit, nonces_are_shown_only_after_both_commitments) {
  begin();
  told.clear();
  say(patient, reveal(1, 'n'));
  EXPECT_THAT(heard(patient), HasSubstr("out_of_order"));
  say(patient, commit(1, 'a'));
  EXPECT_THAT(heard(clinician), HasSubstr(R"("type":"commit")"));
  say(patient, reveal(1, 'n'));
  EXPECT_THAT(heard(patient), HasSubstr("out_of_order"));
  EXPECT_EQ(heard(clinician), "");
  say(clinician, commit(1, 'b'));
  heard(patient);
  say(patient, reveal(1, 'n'));
  EXPECT_THAT(heard(clinician), HasSubstr(R"("nonce":"nnn)"));
  say(patient, reveal(1, 'm'));
  EXPECT_THAT(heard(patient), HasSubstr("repeated"));
  say(patient, commit(1, 'c'));
  EXPECT_THAT(heard(patient), HasSubstr("repeated"));
  EXPECT_EQ(heard(clinician), "");
}

TEST_F(Visit, is_in_call_when_both_say_so) {
  begin();
  say(clinician, connected(1));
  EXPECT_EQ(room.state(), RoomState::connecting);
  say(clinician, connected(1));
  EXPECT_EQ(room.state(), RoomState::connecting) << "one side twice isn't both";
  say(patient, connected(1));
  EXPECT_EQ(room.state(), RoomState::in_call);
  EXPECT_EQ(count(Event::Kind::connected), 1);
}

TEST_F(Visit, a_lost_socket_resumes_the_same_call) {
  connect();
  take(room.leave(patient));
  EXPECT_EQ(heard(clinician), R"({"type":"peer","present":false})");
  EXPECT_EQ(room.state(), RoomState::admitted);
  take(room.join(patient));
  say(patient, hello(1));
  EXPECT_EQ(heard(patient), R"({"type":"resumed","call":1})");
  EXPECT_EQ(heard(clinician), R"({"type":"resumed","call":1})");
  say(clinician, commit(1, 'a'));
  EXPECT_THAT(heard(patient), HasSubstr("commit"));
  say(clinician, commit(1, 'a'));
  EXPECT_THAT(heard(patient), HasSubstr("commit")) << "what was lost on the way may be said again";
}

TEST_F(Visit, a_reload_starts_a_new_call_and_old_messages_are_dropped) {
  connect();
  take(room.join(patient));  // the new socket may come before the old one is known to be gone
  say(patient, hello(0));
  EXPECT_EQ(heard(clinician), R"({"type":"start","call":2,"context":"context"})");
  say(clinician, offer(1));
  say(clinician, candidate(1, "candidate:1 1 udp 7 192.0.2.1 5000 typ host"));
  EXPECT_EQ(heard(patient), R"({"type":"start","call":2,"context":"context"})");
  say(clinician, offer(2));
  EXPECT_THAT(heard(patient), HasSubstr(R"("type":"offer","call":2)"));
}

TEST_F(Visit, nonces_of_an_old_call_do_not_count_in_a_new_one) {
  begin();
  say(clinician, commit(1, 'a'));
  say(patient, commit(1, 'b'));
  take(room.join(patient));
  say(patient, hello(0));
  told.clear();
  say(patient, reveal(2, 'n'));
  EXPECT_THAT(heard(patient), HasSubstr("out_of_order"));
  EXPECT_THAT(told[clinician], IsEmpty());
}

TEST_F(Visit, a_restarted_server_learns_the_call_from_its_parties) {
  take(room.admit());
  take(room.join(clinician));
  say(clinician, hello(5));
  take(room.join(patient));
  say(patient, hello(5));
  EXPECT_EQ(heard(patient), R"({"type":"resumed","call":5})");
  say(clinician, connected(5));
  say(patient, connected(5));
  EXPECT_EQ(room.state(), RoomState::in_call);

  Room other("context", {}, {});
  other.admit();
  other.join(clinician);
  other.receive(clinician, hello(5), now);
  other.join(patient);
  const auto outcome = other.receive(patient, hello(0), now);
  EXPECT_THAT(outcome.sends.at(0).message, HasSubstr(R"("start","call":6)"));
}

TEST_F(Visit, call_numbers_can_not_run_over) {
  take(room.admit());
  take(room.join(clinician));
  say(clinician, hello(most_calls));
  take(room.join(patient));
  say(patient, hello(0));
  EXPECT_EQ(room.state(), RoomState::ended);
}

TEST_F(Visit, nothing_passes_before_a_call_or_while_somebody_is_away) {
  take(room.join(clinician));
  say(clinician, hello(0));
  say(clinician, offer(0));
  take(room.join(patient));
  told.clear();
  say(clinician, offer(0));
  say(clinician, candidate(0, ""));
  EXPECT_THAT(told[patient], IsEmpty());
  EXPECT_FALSE(room.receive(patient, "rubbish", now).sends.size());
}

TEST_F(Visit, rubbish_and_floods_shut_the_socket) {
  begin();
  EXPECT_TRUE(say(patient, "rubbish").shut);
  EXPECT_TRUE(say(patient, R"({"type":"end_everything"})").shut);
  for (int i = 0; i < 290; ++i) ASSERT_FALSE(say(clinician, connected(9)).shut) << i;
  std::size_t shut = 0;
  for (int i = 0; i < 20; ++i) shut += say(clinician, connected(9)).shut;
  EXPECT_GT(shut, 5U);
  take(room.join(clinician));
  EXPECT_TRUE(say(clinician, hello(1)).shut) << "a new socket doesn't lift the limit";
  now += std::chrono::minutes(1);
  EXPECT_FALSE(say(clinician, hello(1)).shut);
  EXPECT_GE(count(Event::Kind::misbehaved), 3);
}

TEST_F(Visit, a_patient_who_hung_up_may_come_back_and_the_clinicians_word_ends_it) {
  connect();
  say(patient, R"({"type":"bye"})");
  EXPECT_EQ(room.state(), RoomState::admitted);
  EXPECT_EQ(heard(clinician), R"({"type":"peer","present":false})");
  take(room.join(patient));
  say(patient, hello(0));
  EXPECT_EQ(room.state(), RoomState::connecting);
  say(clinician, R"({"type":"bye"})");
  EXPECT_EQ(heard(patient), R"({"type":"ended","reason":"hung_up"})");
  EXPECT_EQ(room.state(), RoomState::ended);
  EXPECT_EQ(events.back().kind, Event::Kind::ended);
  take(room.join(patient));
  EXPECT_THAT(heard(patient), HasSubstr(R"("state":"ended")"));
  say(patient, hello(0));
  EXPECT_EQ(room.state(), RoomState::ended) << "an end is an end";
}

TEST_F(Visit, differing_codes_end_it_for_both_with_a_report) {
  connect();
  take(room.report(patient, Report::people_said_so));
  EXPECT_EQ(heard(clinician), R"({"type":"ended","reason":"code_differs"})");
  EXPECT_EQ(heard(patient), R"({"type":"ended","reason":"code_differs"})");
  ASSERT_EQ(count(Event::Kind::reported), 1);
  EXPECT_EQ(std::ranges::find(events, Event::Kind::reported, &Event::kind)->report, Report::people_said_so);
  take(room.report(clinician, Report::people_said_so));
  EXPECT_EQ(count(Event::Kind::ended), 1) << "the other's report comes after the end";
}

TEST_F(Visit, what_a_guard_noticed_is_told_to_both) {
  connect();
  take(room.report(patient, Report::dtls_failed));
  EXPECT_EQ(heard(clinician), R"({"type":"ended","reason":"guard","noticed":"dtls_failed"})");
  EXPECT_EQ(heard(patient), R"({"type":"ended","reason":"guard","noticed":"dtls_failed"})");
}

TEST_F(Visit, what_one_turned_off_is_told_to_the_other) {
  const std::string quiet = R"({"type":"media","call":1,"muted":true,"camera_off":false})";
  begin();
  told.clear();
  say(patient, quiet);
  EXPECT_EQ(heard(clinician), quiet);
  say(patient, R"({"type":"media","call":2,"muted":false,"camera_off":false})");
  EXPECT_THAT(told[clinician], IsEmpty()) << "of another call";
  EXPECT_THAT(told[patient], IsEmpty());
}

TEST(reports, have_the_words_of_the_schema) {
  EXPECT_EQ(parse_report("fingerprint_mismatch"), Report::fingerprint_mismatch);
  EXPECT_EQ(parse_report("stats_missing"), Report::stats_missing);
  EXPECT_FALSE(parse_report("other"));
}

}  // namespace
}  // namespace salus::visit
