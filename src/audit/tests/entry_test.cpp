// SPDX-License-Identifier: Apache-2.0
// Entries encode and decode without loss, and are sealed under the key that they commit to.
#include "body.hpp"
#include "draft.hpp"
#include "frame.hpp"
#include "sealer.hpp"
#include "support.hpp"

namespace salus::audit {
namespace {

using test::owner;
using test::run;
using test::tenant;

Entry full() {
  SystemRandom random;
  Entry entry;
  entry.at = SystemClock().now();
  entry.actor = "someone";
  entry.roles = {policy::Role::nurse, policy::Role::patient};
  entry.session = SessionId::random(random);
  entry.address = "2001:db8::1";
  entry.device = "Firefox";
  entry.background = true;
  entry.action = policy::Action::update;
  entry.purpose = policy::Purpose::emergency;
  entry.hop = "portal_nurse";
  entry.outcome = Outcome::denied;
  entry.rule = "a + b";
  entry.event = "sign-in";
  entry.kind = "Observation";
  entry.compartment = owner(4);
  entry.parameters = {"date", "code"};
  entry.records = {
      {"Condition", RecordId::random(random), owner(1), 3, {policy::Class::part2}, policy::Action::create}};
  return entry;
}

TEST(entry, a_body_comes_back_whole) {
  const auto entry = full();
  const auto back = decode_body(encode_body(entry));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, entry);
  EXPECT_EQ(*decode_body(encode_body(Entry())), Entry());
}

TEST(entry, a_body_of_the_first_format_is_still_read) {
  Entry entry = full();
  const Bytes polled = encode_body(entry);
  entry.background = false;
  Bytes body = encode_body(entry);
  body.erase(std::ranges::mismatch(body, polled).in1);
  body.front() = std::byte{1};
  const auto back = decode_body(body);
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, entry);
}

TEST(entry, a_body_cut_anywhere_is_refused) {
  const auto body = encode_body(full());
  for (std::size_t size = 0; size < body.size(); ++size)
    EXPECT_FALSE(decode_body(ByteView(body).first(size))) << size;
}

TEST(entry, an_envelope_comes_back_whole) {
  Envelope envelope;
  envelope.kind = EntryKind::intent;
  envelope.tenant = tenant(3);
  envelope.sequence = 99;
  envelope.month = 671;
  envelope.settled = 42;
  envelope.part = 1;
  envelope.parts = 2;
  envelope.key_version = 7;
  envelope.commitment = crypto::sha256(as_bytes("key"));
  envelope.heads = {{test::row_key(1), 2, crypto::sha256(as_bytes("blob"))}};
  Bytes entry = encode(envelope);
  entry.push_back(std::byte{1});
  const auto view = decode_entry(entry);
  ASSERT_TRUE(view);
  EXPECT_EQ(encode(view->envelope), encode(envelope));
  EXPECT_EQ(view->sealed.size(), 1U);
  EXPECT_EQ(view->envelope.heads, envelope.heads);
  EXPECT_EQ(std::to_integer<int>(entry[0]), 1) << "the version byte comes first";
}

TEST(entry, months_are_those_of_the_calendar) {
  const auto on = [](int y, unsigned m, unsigned d) {
    return month_of(
        Time(std::chrono::sys_days(std::chrono::year(y) / static_cast<int>(m) / static_cast<int>(d))));
  };
  EXPECT_EQ(on(1970, 1, 31), 0);
  EXPECT_EQ(on(1970, 2, 1), 1);
  EXPECT_EQ(on(2026, 11, 22), (2026 - 1970) * 12 + 10);
}

TEST(entry, opens_under_its_own_key_and_place_alone) {
  test::FakeKeys keys;
  SystemRandom random;
  Sealer sealer(keys);
  const auto key = run(sealer.sealing(tenant(1), 5)).value();
  Envelope envelope;
  envelope.tenant = tenant(1);
  envelope.month = 5;
  const Bytes entry = seal_entry(envelope, *key, as_bytes("words"), random);
  const auto view = decode_entry(entry);
  ASSERT_TRUE(view);
  EXPECT_EQ(as_text(open_entry(*view, *key).value()), "words");
  EXPECT_FALSE(open_entry(*view, *run(sealer.sealing(tenant(1), 6)).value())) << "another month";
  EXPECT_FALSE(open_entry(*view, *run(sealer.sealing(tenant(2), 5)).value())) << "another tenant";
  EXPECT_FALSE(open_entry(*view, *run(sealer.opening(tenant(1), 5, 2)).value())) << "another version";
  for (std::size_t i = 0; i < entry.size(); ++i) {
    Bytes changed = entry;
    changed[i] ^= std::byte{1};
    const auto other = decode_entry(changed);
    EXPECT_FALSE(other && open_entry(*other, *key)) << i;
  }
}

TEST(entry, words_beyond_reason_are_refused) {
  Draft draft;
  draft.entry.device = std::string(10000, 'x');
  const auto parts = split(std::move(draft));
  ASSERT_FALSE(parts);
  EXPECT_EQ(parts.error().code, Code::too_large);
}

TEST(entry, the_longest_lists_fit_their_entries) {
  test::FakeKeys keys;
  SystemRandom random;
  Sealer sealer(keys);
  const auto key = run(sealer.sealing(tenant(1), 5)).value();
  Draft draft;
  draft.entry.device = std::string(5000, 'x');
  EntryRecord record;
  record.kind = std::string(40, 'K');
  draft.entry.records.assign(1000, record);
  draft.heads.resize(1000);
  const auto parts = split(std::move(draft));
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 3U);
  for (const auto& part : *parts) {
    Envelope envelope;
    envelope.kind = EntryKind::intent;
    envelope.heads = part.heads;
    EXPECT_LE(seal_entry(envelope, *key, part.body, random).size(), largest_entry);
  }
}

}  // namespace
}  // namespace salus::audit
