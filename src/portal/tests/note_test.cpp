// SPDX-License-Identifier: Apache-2.0
// Notes: from words to FHIR and back, without losing or letting in anything.
#include "note.hpp"

#include "draft.hpp"
#include "names.hpp"
#include "note_text.hpp"

#include <string>

namespace salus::portal {
namespace {

const policy::Rules& rules() {
  static const auto loaded = policy::read(SALUS_SOURCE_DIR "/policy");
  return *loaded;
}

template <class I>
I id_of(std::uint8_t last) {
  ByteArray<16> bytes{};
  bytes.back() = std::byte{last};
  return I(bytes);
}

VisitFacts visit() {
  VisitFacts facts;
  facts.id = id_of<RecordId>(1);
  facts.patient = id_of<OwnerId>(2);
  facts.clinician = id_of<OwnerId>(3);
  facts.patient_name = "Ada \"<b>\" Wells";
  facts.clinician_name = "Dr. Grace Hale";
  facts.status = "checked-in";
  facts.party = visit::Party::clinician;
  return facts;
}

constexpr Time noon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + std::chrono::hours(12);

policy::RecordRef record(std::string_view kind, std::uint64_t version) {
  return {policy::Kind::parse(kind).value(), visit().id, visit().patient, version};
}

// What a later reader opens: the draft as the store gives it back.
Result<records::Document> stored(std::string_view kind, std::string_view json, std::uint64_t version = 1) {
  TRY(auto draft, draft_of(record(kind, version), json, rules()));
  records::Document document;
  document.record = draft.record;
  document.written = noon;
  document.members = std::move(draft.members);
  return document;
}

route::Session session() {
  route::Session one;
  one.csrf = "a session's secret";
  return one;
}

TEST(NoteText, WhatIsReadIsWhatWasWritten) {
  for (const std::string_view text :
       {"", "one line", "two\nlines", "a paragraph\n\nand another", "\n", "\n\n", "\n\n\nodd\n\n\n",
        "a < b && c > \"d\"", "</p></div><script>alert('x')</script>", "&amp; stays &amp;", "<br/>",
        "Ünï — 東京\tend "}) {
    EXPECT_EQ(plain_of(narrative_of(text)), text) << text;
    NoteWords words;
    words.text = text;
    EXPECT_TRUE(stored("Composition", composition_json(visit(), words, "2026-11-22T09:30:00Z"))) << text;
  }
}

TEST(NoteText, MarkupOfTheAuthorIsTextOnly) {
  EXPECT_EQ(narrative_of("<i>x</i>\n\ny\nz"),
            R"(<div xmlns="http://www.w3.org/1999/xhtml"><p>&lt;i&gt;x&lt;/i&gt;</p><p>y<br/>z</p></div>)");
  EXPECT_EQ(plain_of(narrative_of("a\r\nb")), "a\nb");
}

TEST(NoteWords, AreReadFromABody) {
  const auto words =
      note_words(as_bytes(R"({"text":"well","diagnosis":{"code":"I10","label":"High"},"version":3})"));
  ASSERT_TRUE(words);
  EXPECT_EQ(words->text, "well");
  ASSERT_TRUE(words->diagnosis);
  EXPECT_EQ(words->diagnosis->code, "I10");
  const auto none = note_words(as_bytes(R"({"text":"","diagnosis":null,"version":0})"));
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->diagnosis);
}

TEST(NoteWords, RefuseWhatTheSchemaRefuses) {
  const auto code = [](const std::string& body) { return note_words(as_bytes(body)).error().code; };
  EXPECT_EQ(code(R"({"diagnosis":null,"version":0})"), Code::invalid);
  EXPECT_EQ(code(R"({"text":"x","diagnosis":{"code":"","label":"y"},"version":0})"), Code::invalid);
  EXPECT_EQ(code(R"({"text":"x","diagnosis":{"code":"I10"},"version":0})"), Code::invalid);
  EXPECT_EQ(code(R"({"text":"x","other":1,"version":0})"), Code::invalid);
  EXPECT_EQ(code("{\"text\":\"" + std::string(20'001, 'x') + "\",\"version\":0}"), Code::too_large);
  std::string umlauts;
  for (int i = 0; i < 20'000; ++i) umlauts += "ü";
  EXPECT_TRUE(note_words(as_bytes("{\"text\":\"" + umlauts + "\",\"version\":0}")));
}

TEST(Note, ADraftComesBackAsItWasSaved) {
  NoteWords words;
  words.text = "Seen <today>.\n\nSleeps well & eats.";
  words.diagnosis = NoteDiagnosis{"I10", "Essential \"hypertension\""};
  const auto document = stored("Composition", composition_json(visit(), words, "2026-11-22T09:30:00Z"), 4);
  ASSERT_TRUE(document) << document.error().context.view();
  const auto draft = draft_json({*document});
  ASSERT_TRUE(draft);
  EXPECT_EQ(*draft,
            R"({"text":"Seen <today>.\n\nSleeps well & eats.","diagnosis":{"code":"I10",)"
            R"("label":"Essential \"hypertension\""},"version":4,"saved_at":"2026-11-22T12:00:00Z"})");
}

TEST(Note, AnEmptyDraftIsAResourceToo) {
  const auto document = stored("Composition", composition_json(visit(), {}, "2026-11-22T09:30:00Z"));
  ASSERT_TRUE(document) << document.error().context.view();
  EXPECT_EQ(draft_json({*document}).value(),
            R"({"text":"","diagnosis":null,"version":1,"saved_at":"2026-11-22T12:00:00Z"})");
  EXPECT_EQ(draft_json({}).value(), R"({"text":"","diagnosis":null,"version":0})");
}

TEST(Note, SigningKeepsTheWordsAndSaysWhen) {
  NoteWords words;
  words.text = "Well.";
  words.diagnosis = NoteDiagnosis{"I10", "Hypertension"};
  const auto before = stored("Composition", composition_json(visit(), words, "2026-11-22T09:30:00Z"));
  ASSERT_TRUE(before);
  const auto after =
      draft_with(*before, {{"status", "\"final\""}, {"attester", attester_json(visit(), noon)}}, rules());
  ASSERT_TRUE(after);
  EXPECT_EQ(after->record.version, 2);
  records::Document document;
  document.record = after->record;
  document.written = noon + std::chrono::hours(1);
  document.members = after->members;
  const Handles handles(session());
  const auto note = note_json({document}, handles);
  ASSERT_TRUE(note);
  EXPECT_EQ(*note, R"({"handle":")" + handles.make("Composition", visit().id) +
                       R"(","author":"Dr. Grace Hale","at":"2026-11-22T09:30:00Z","signed":true,)"
                       R"("signed_at":"2026-11-22T12:00:00Z","text":"Well.",)"
                       R"("diagnosis":{"code":"I10","label":"Hypertension"}})");
}

TEST(Note, ADiagnosisBecomesACondition) {
  NoteWords words;
  words.text = "Well.";
  const auto without = stored("Composition", composition_json(visit(), words, "2026-11-22T09:30:00Z"));
  ASSERT_TRUE(without);
  EXPECT_FALSE(condition_json(*without, visit(), noon).value().has_value());
  words.diagnosis = NoteDiagnosis{"I10", "Hypertension"};
  const auto with = stored("Composition", composition_json(visit(), words, "2026-11-22T09:30:00Z"));
  ASSERT_TRUE(with);
  const auto json = condition_json(*with, visit(), noon).value();
  ASSERT_TRUE(json);
  const auto condition = stored("Condition", *json);
  ASSERT_TRUE(condition) << condition.error().context.view();
  EXPECT_THAT(*json, testing::HasSubstr(R"("code":"I10","display":"Hypertension")"));
  EXPECT_THAT(*json, testing::HasSubstr(R"("recordedDate":"2026-11-22T12:00:00Z")"));
}

}  // namespace
}  // namespace salus::portal
