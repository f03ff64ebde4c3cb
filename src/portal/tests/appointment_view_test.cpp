// SPDX-License-Identifier: Apache-2.0
// Free times are those that neither the clinician nor the patient has given away.
#include "appointment_view.hpp"

#include "names.hpp"
#include "pages.hpp"

namespace salus::portal {
namespace {

records::Document slot(unsigned char id, const std::string& start, const std::string& end) {
  return document("Slot", id,
                  R"({"start":"2026-01-01T)" + start + R"(:00Z","end":"2026-01-01T)" + end + R"(:00Z"})");
}

TEST(appointment_view, slots_are_offered_that_nobody_has_given_away) {
  const std::vector<records::Document> booked{
      document("Appointment", 20,
               R"({"status":"booked","start":"2026-01-01T10:10:00Z","end":"2026-01-01T10:40:00Z"})"),
      document("Appointment", 21,
               R"({"status":"cancelled","start":"2026-01-01T11:00:00Z","end":"2026-01-01T12:00:00Z"})")};
  Taken taken;
  taken.now = parse_time("2026-01-01T09:00:00Z").value();
  taken.patient = spans(spans_text(booked).value()).value();
  const std::vector<records::Document> slots{slot(1, "09:00", "09:20"), slot(2, "09:20", "09:40"),
                                             slot(3, "09:50", "10:10"), slot(4, "10:00", "10:20"),
                                             slot(5, "10:20", "10:30"), slot(6, "10:40", "11:00"),
                                             slot(7, "11:00", "11:20")};
  taken.slots.push_back(slots[1].record.id);
  const std::string json = slots_json(slots, test_handles(), taken).value();
  Contract::holds_each("Slot", json);
  std::vector<std::string> starts;
  const Json rows = parsed(json);
  for (auto row = rows.first(0); row != rows.end(0); row = rows.next(row))
    starts.push_back(rows.string(rows.find(row, "start")).substr(11, 5));
  EXPECT_EQ(starts, (std::vector<std::string>{"09:50", "10:40", "11:00"}))
      << "one is begun, one another's, two in the patient's time";
}

}  // namespace
}  // namespace salus::portal
