// SPDX-License-Identifier: Apache-2.0
// Visits: what their pages show, what begins with them, and who is audited as present.
#include "draft.hpp"
#include "identity/account.hpp"
#include "names.hpp"
#include "portal/portal.hpp"
#include "view.hpp"
#include "visit_facts.hpp"
#include "visit_registry.hpp"
#include "visit_view.hpp"

#include <string>

namespace salus::portal {
namespace {

using namespace std::chrono_literals;

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

constexpr Time noon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + std::chrono::hours(12);

VisitFacts visit() {
  VisitFacts facts;
  facts.id = id_of<RecordId>(1);
  facts.patient = id_of<OwnerId>(2);
  facts.clinician = id_of<OwnerId>(3);
  facts.patient_name = "Ada Wells";
  facts.clinician_name = "Dr. Grace Hale";
  facts.status = "arrived";
  facts.start = "2026-11-22T12:00:00Z";
  facts.end = "2026-11-22T12:20:00Z";
  return facts;
}

Result<records::Document> stored(std::string_view kind, std::string_view json) {
  TRY(auto of, policy::Kind::parse(kind));
  policy::RecordRef record{std::move(of), visit().id, visit().patient, 1};
  TRY(auto draft, draft_of(std::move(record), json, rules()));
  records::Document document;
  document.record = draft.record;
  document.written = noon;
  document.members = std::move(draft.members);
  return document;
}

std::string appointment_with(std::string_view participants) {
  return R"({"resourceType":"Appointment","status":"booked","start":"2026-11-22T13:00:00+01:00",)"
         R"("end":"2026-11-22T12:20:00Z","participant":[)" +
         std::string(participants) + "]}";
}

std::string actor(std::string_view kind, OwnerId id, std::string_view name) {
  return R"({"actor":{"reference":")" + std::string(kind) + "/" + id.text() + R"(","display":")" +
         std::string(name) + R"("},"status":"accepted"})";
}

route::Session session() {
  route::Session one;
  one.csrf = "a session's secret";
  return one;
}

TEST(VisitFacts, ComeFromTheAppointmentInUtc) {
  const auto document =
      stored("Appointment", appointment_with(actor("Patient", visit().patient, "Ada Wells") + "," +
                                             actor("Practitioner", visit().clinician, "Dr. Hale")));
  ASSERT_TRUE(document) << document.error().context.view();
  const auto facts = facts_of(facts_text({*document}).value());
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->patient, visit().patient);
  EXPECT_EQ(facts->clinician, visit().clinician);
  EXPECT_EQ(facts->patient_name, "Ada Wells");
  EXPECT_EQ(facts->clinician_name, "Dr. Hale");
  EXPECT_EQ(facts->status, "booked");
  EXPECT_EQ(facts->start, "2026-11-22T12:00:00Z");
}

TEST(VisitFacts, AnAppointmentOfOneIsNoVisit) {
  const auto document =
      stored("Appointment", appointment_with(actor("Patient", visit().patient, "Ada Wells")));
  ASSERT_TRUE(document);
  EXPECT_EQ(facts_of(facts_text({*document}).value()).error().code, Code::absent);
  EXPECT_EQ(facts_text({}).error().code, Code::absent);
}

TEST(VisitView, ThePatientSeesPlaceAndClinician) {
  const Handles handles(session());
  VisitParts parts;
  parts.place = 2;
  EXPECT_EQ(
      visit_json(visit(), parts, handles),
      R"({"handle":")" + handles.make("Visit", visit().id) +
          R"(","state":"waiting","start":"2026-11-22T12:00:00Z","end":"2026-11-22T12:20:00Z","place":2,)"
          R"("other":"Dr. Grace Hale","role":"callee","ice_servers":[]})");
}

TEST(VisitView, TheClinicianSeesPatientTimesAndNote) {
  const Handles handles(session());
  VisitFacts facts = visit();
  facts.party = visit::Party::clinician;
  facts.status = "fulfilled";
  VisitParts parts;
  parts.started_at = "2026-11-22T12:01:00Z";
  parts.ended_at = "2026-11-22T12:15:00Z";
  parts.note = R"({"text":"","diagnosis":null,"version":0})";
  EXPECT_EQ(visit_json(facts, parts, handles),
            R"({"handle":")" + handles.make("Visit", facts.id) +
                R"(","state":"ended","start":"2026-11-22T12:00:00Z","end":"2026-11-22T12:20:00Z",)"
                R"("other":"Ada Wells","patient":")" +
                handles.make("Patient", facts.patient.bytes()) +
                R"(","role":"caller","ice_servers":[],"started_at":"2026-11-22T12:01:00Z",)"
                R"("ended_at":"2026-11-22T12:15:00Z","note":{"text":"","diagnosis":null,"version":0}})");
}

TEST(VisitView, EveryStatusHasAState) {
  EXPECT_EQ(visit_state("booked"), "planned");
  EXPECT_EQ(visit_state("arrived"), "waiting");
  EXPECT_EQ(visit_state("checked-in"), "in_call");
  EXPECT_EQ(visit_state("fulfilled"), "ended");
  EXPECT_EQ(visit_state("cancelled"), "ended");
}

TEST(VisitView, AnEncounterBeginsAndHasAPeriod) {
  const auto document = stored("Encounter", encounter_json(visit(), noon));
  ASSERT_TRUE(document) << document.error().context.view();
  EXPECT_EQ(period_text({*document}).value(), "2026-11-22T12:00:00Z|");
  const auto over =
      draft_with(*document,
                 {{"status", "\"finished\""},
                  {"period", R"({"start":"2026-11-22T12:00:00Z","end":"2026-11-22T12:15:00Z"})"}},
                 rules());
  ASSERT_TRUE(over);
  records::Document finished;
  finished.members = over->members;
  EXPECT_EQ(period_text({finished}).value(), "2026-11-22T12:00:00Z|2026-11-22T12:15:00Z");
  EXPECT_EQ(View::of(finished)->text("status"), "finished");
  EXPECT_EQ(period_text({}).value(), "");
}

TEST(Prescription, ComesBackAsItWasWritten) {
  const auto json = prescription_json(
      as_bytes(
          R"({"medication":"Lisinopril","dose":"10 mg, oral","frequency":"once a day","duration_days":30,)"
          R"("note":"with water"})"),
      visit(), noon);
  ASSERT_TRUE(json);
  const auto document = stored("MedicationRequest", *json);
  ASSERT_TRUE(document) << document.error().context.view();
  EXPECT_EQ(
      medication_json({*document}).value(),
      R"({"label":"Lisinopril","dose":"10 mg, oral","frequency":"once a day","status":"active",)"
      R"("since":"2026-11-22","until":"2026-12-22","note":"with water","prescriber":"Dr. Grace Hale"})");
}

TEST(Prescription, RefusesWhatTheSchemaRefuses) {
  const auto code = [](std::string_view body) {
    return prescription_json(as_bytes(body), visit(), noon).error().code;
  };
  EXPECT_EQ(code(R"({"medication":"","dose":"1","frequency":"daily","duration_days":3})"), Code::invalid);
  EXPECT_EQ(code(R"({"medication":"A","dose":"1","frequency":"daily"})"), Code::invalid);
  EXPECT_EQ(code(R"({"medication":"A","dose":"1","frequency":"daily","duration_days":1.5})"), Code::invalid);
  EXPECT_EQ(code(R"({"medication":"A","dose":"1","frequency":"daily","duration_days":366})"), Code::invalid);
}

TEST(VisitRegistry, QueuesByAppointmentAndForgetsWhoIsSilent) {
  VisitRegistry registry;
  const auto patient = id_of<OwnerId>(7);
  const VisitRegistry::Waiting early{patient, id_of<OwnerId>(3), noon};
  const VisitRegistry::Waiting late{id_of<OwnerId>(8), id_of<OwnerId>(3), noon + 20min};
  const VisitRegistry::Waiting elsewhere{id_of<OwnerId>(9), id_of<OwnerId>(4), noon - 1h};
  const auto first = id_of<RecordId>(1);
  const auto second = id_of<RecordId>(2);
  EXPECT_EQ(registry.wait(second, late, noon), 1);
  EXPECT_EQ(registry.wait(first, early, noon), 1);
  EXPECT_EQ(registry.wait(id_of<RecordId>(9), elsewhere, noon), 1);
  EXPECT_EQ(registry.place(second, late.patient, noon + 1min), 2);
  EXPECT_EQ(registry.place(second, patient, noon + 1min), std::nullopt) << "the place of another";
  EXPECT_EQ(registry.place(second, late.patient, noon + 2min + 1ms), 1) << "the first went silent";
  EXPECT_EQ(registry.place(first, patient, noon + 2min + 1ms), std::nullopt);
  registry.wait(first, early, noon + 2min);
  registry.leave_queue(first);
  EXPECT_EQ(registry.place(second, late.patient, noon + 2min), 1);
  EXPECT_EQ(registry.place(first, patient, noon + 2min), std::nullopt) << "admitted";
}

TEST(VisitRegistry, NobodyIsPresentWhoDidNotEnter) {
  const VisitRegistry registry;
  EXPECT_EQ(registry.find("a visit", visit::Party::patient), nullptr);
}

TEST(Rules, LoopbackIsForOneMachineOnly) {
  EXPECT_EQ(sdp_rules(CallReach::other_machines).loopback, visit::sdp::Loopback::refuse);
  EXPECT_EQ(sdp_rules(CallReach::same_machine_too).loopback, visit::sdp::Loopback::allow);
}

}  // namespace
}  // namespace salus::portal
