// SPDX-License-Identifier: Apache-2.0
// What every route of a visit needs to know of its appointment, as it was disclosed to one of its two
// parties.
#pragma once

#include "answer.hpp"
#include "base/json_writer.hpp"
#include "member.hpp"
#include "portal/context.hpp"
#include "route/route.hpp"
#include "visit/room.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace salus::portal {

struct VisitFacts {
  RecordId id;                ///< of the Appointment; Encounter and Composition have the same
  std::uint64_t version = 0;  ///< of the Appointment
  OwnerId patient;
  OwnerId clinician;
  std::string patient_name;
  std::string clinician_name;
  std::string status;  ///< of the Appointment
  std::string start;   ///< RFC 3339, UTC
  std::string end;
  visit::Party party = visit::Party::patient;  ///< who asks

  bool begun() const { return status == "checked-in" || status == "fulfilled"; }
  bool over() const { return status == "fulfilled" || status == "cancelled" || status == "noshow"; }
};

/// The facts as JSON text, from the opened Appointment; and back. Pure.
Result<std::string> facts_text(const Documents& appointments);
Result<VisitFacts> facts_of(std::string_view text);

/// Opens the appointment behind a handle, audited as a read of whoever asks. Code::absent for anybody but its
/// patient and its clinician.
Task<VisitFacts> visit_facts(const Context& context, const route::Call& call, std::string handle);
/// The same where only the clinician may go on: Code::forbidden for the patient.
Task<VisitFacts> clinicians_visit(const Context& context, const route::Call& call);

/// What `shape` makes of the patient's record of that kind and id, or of no document when there is none.
Task<std::string> look(const Context& context, const route::Call& call, std::string_view kind, RecordId id,
                       OwnerId patient, Shape shape);

/// The next version of a record, with these members. Code::conflict when it isn't at `version` any more.
Task<records::Change> next_version(const Context& context, const route::Call& call, std::string_view kind,
                                   RecordId id, std::uint64_t version, std::vector<NewMember> members);

/// Until something ends it: beyond any visit.
inline constexpr Time open_end = std::chrono::sys_days(std::chrono::year(2200) / 1 / 1);
/// The change that begins a relation of the clinician to the patient for that use of the visit.
Task<gate::RelationChange> relation_begun(const Context& context, const VisitFacts& visit, TenantId tenant,
                                          std::string_view use, policy::Relation kind, Time until);
/// The change that ends a relation now, by the id of its record; none when there is nothing to end.
Task<std::vector<gate::RelationChange>> relation_ended(const Context& context, TenantId tenant,
                                                       RecordId record);

/// A Reference as a value.
void put_reference(JsonWriter& json, std::string_view kind, std::string_view id,
                   std::string_view display = {});

}  // namespace salus::portal
