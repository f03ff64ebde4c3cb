// SPDX-License-Identifier: Apache-2.0
// Every role against every kind, action, relation and class: what roles.toml grants is exactly what stands
// here.
#include "world.hpp"

#include <algorithm>

namespace salus::policy {
namespace {

/// The rules once more, in the words of the requirement; a change in roles.toml must be made here too, by
/// hand.
struct Granted {
  const char* name;
  const char* role;
  const char* kinds;
  const char* actions;
  const char* relations;  ///< "any" or a list
  const char* classes;
};
const Granted table[] = {
    {"a patient reads all of their own vault", "patient",
     "Patient Appointment Encounter Condition Observation AllergyIntolerance MedicationRequest Communication "
     "DocumentReference Composition Consent",
     "read vread history search", "self", "demographic identifier clinical message document operational"},
    {"a patient books with a reason, and consents", "patient", "Appointment Consent", "create update", "self",
     "demographic identifier clinical operational"},
    {"a patient writes a message", "patient", "Communication", "create", "self",
     "demographic identifier message operational"},
    {"a patient sees whom and when they could book", "patient", "Practitioner Schedule Slot", "read search",
     "any", "demographic operational"},
    {"a patient sees who opened their record", "patient", "AuditEvent", "read search", "self",
     "demographic identifier operational"},
    {"a clinician reads the chart of active patients", "clinician",
     "Patient Appointment Encounter Condition Observation AllergyIntolerance MedicationRequest Communication "
     "DocumentReference Composition Consent",
     "read vread history search", "appointment encounter open_work",
     "demographic identifier clinical message document operational"},
    {"a clinician writes the chart of active patients", "clinician",
     "Encounter Condition Observation AllergyIntolerance MedicationRequest Composition Communication",
     "create update", "appointment encounter open_work",
     "demographic identifier clinical message operational"},
    {"a clinician begins, ends and cancels visits, and books none", "clinician", "Appointment", "update",
     "appointment encounter open_work", "demographic identifier clinical message operational"},
    {"a clinician takes back what was wrong", "clinician",
     "Condition Observation AllergyIntolerance MedicationRequest", "delete",
     "appointment encounter open_work", "demographic identifier clinical operational"},
    {"a clinician sees the schedule", "clinician", "Practitioner Schedule Slot", "read vread history search",
     "any", "demographic identifier clinical operational"},
    {"a clinician keeps their own schedule", "clinician", "Schedule Slot", "create update delete", "self",
     "demographic identifier clinical operational"},
    {"a nurse sees who the clinic's active patients are", "nurse", "Patient Appointment", "read search",
     "clinic_visit appointment encounter", "demographic identifier operational"},
    {"a nurse enters vitals", "nurse", "Observation", "read vread history search create update",
     "clinic_visit appointment encounter", "demographic identifier clinical operational"},
    {"a nurse reads allergies", "nurse", "AllergyIntolerance", "read vread search",
     "clinic_visit appointment encounter", "demographic identifier clinical operational"},
    {"a nurse sees the schedule", "nurse", "Practitioner Schedule Slot", "read search", "any",
     "demographic operational"},
    {"the desk sees who and when", "front_desk", "Patient Appointment", "read search create update", "any",
     "demographic identifier operational"},
    {"the desk sees the schedule", "front_desk", "Practitioner Schedule Slot", "read search", "any",
     "demographic operational"},
    {"the officer reads the log, and names", "privacy_officer", "AuditEvent Patient Practitioner",
     "read search", "any", "demographic identifier operational"},
    {"the officer reviews accounts", "privacy_officer", "Account", "read search", "any", "operational"},
    {"the officer confirms accounts", "privacy_officer", "Confirmation", "create update", "any",
     "operational"},
    {"a custodian sees keys", "custodian", "Key", "read search", "any", "operational"},
    {"an administrator manages accounts", "administrator", "Account", "read search create update delete",
     "any", "operational"},
};

bool lists(const std::string& list, std::string_view word) {
  return (' ' + list + ' ').find(' ' + std::string(word) + ' ') != std::string::npos;
}

/// The row that grants this, if any.
const Granted* expected(std::string_view role, const Kind& kind, std::string_view action,
                        std::optional<Relation> relation, std::string_view sensitivity) {
  for (const Granted& row : table) {
    const bool related =
        std::string_view(row.relations) == "any" || (relation && lists(row.relations, name(*relation)));
    if (role == row.role && lists(row.kinds, kind.view()) && lists(row.actions, action) && related &&
        lists(row.classes, sensitivity)) {
      return &row;
    }
  }
  return nullptr;
}

/// A purpose is no dimension here: each role acts for its usual one.
bool grants(const Decider& decider, Role role, const Target& target, Action action) {
  const Subject subject = person({role});
  const Asked question = asked(action, real_rules().usual_purpose[static_cast<std::size_t>(role)]);
  if (action == Action::create || action == Action::update || action == Action::remove) {
    return std::holds_alternative<Grant<Mutation>>(decider.write(subject, question, {{target, action}}));
  }
  if (action == Action::search) return !decider.narrow(subject, question, {target}).scope().items.empty();
  return std::holds_alternative<Grant<Exact>>(decider.read(subject, question, {target}));
}

TEST(matrix, grants_what_the_table_says_and_nothing_else) {
  const Decider decider(real_rules());
  std::vector<Kind> kinds = {kind("Device"), kind("Unheard")};  // policy names neither
  for (const auto& [known, classes] : real_rules().classes) kinds.push_back(known);
  std::vector<std::optional<Relation>> relations = {std::nullopt};
  for (int i = 0; i < 5; ++i) relations.emplace_back(static_cast<Relation>(i));

  int granted = 0;
  int decided = 0;
  for (int r = 0; r < role_count; ++r) {
    for (const Kind& of : kinds) {
      for (int a = 0; a < 7; ++a) {
        for (const auto& relation : relations) {
          for (int c = 0; c < class_count; ++c) {
            const auto role = static_cast<Role>(r);
            const auto action = static_cast<Action>(a);
            const auto sensitivity = static_cast<Class>(c);
            Target one = target(of, {sensitivity});
            if (relation) one.relations.add(*relation);
            const Granted* row = expected(name(role), of, name(action), relation, name(sensitivity));
            ASSERT_EQ(grants(decider, role, one, action), row != nullptr)
                << name(role) << ' ' << name(action) << ' ' << of.view() << ", relation "
                << (relation ? name(*relation) : "none") << ", " << name(sensitivity) << ": "
                << (row ? row->name : "no row");
            ++decided;
            granted += row != nullptr;
          }
        }
      }
    }
  }
  EXPECT_EQ(decided, role_count * static_cast<int>(kinds.size()) * 7 * 6 * class_count);
  EXPECT_GT(granted, 1000);
}

TEST(matrix, every_row_grants_something) {
  const Decider decider(real_rules());
  for (const Granted& row : table) {
    const auto role = from_name<Role>(row.role).value();
    for (const std::string& of : split(row.kinds)) {
      for (const std::string& action : split(row.actions)) {
        for (const std::string& sensitivity : split(row.classes)) {
          Target one = target(kind(of), {from_name<Class>(sensitivity).value()});
          const auto relation = from_name<Relation>(split(row.relations).front());
          if (relation) one.relations.add(*relation);
          EXPECT_TRUE(grants(decider, role, one, from_name<Action>(action).value()))
              << row.name << ": " << of << ' ' << action << ' ' << sensitivity;
        }
      }
    }
  }
}

}  // namespace
}  // namespace salus::policy
