// SPDX-License-Identifier: Apache-2.0
// Which element is how sensitive: what the desk may see of an appointment hangs on it.
#include "world.hpp"

namespace salus::policy {
namespace {

struct ElementRow {
  const char* kind;
  const char* element;
  Class sensitivity;
};
const ElementRow elements[] = {
    {"Patient", "name", Class::demographic},
    {"Patient", "_name", Class::demographic},
    {"Patient", "birthDate", Class::demographic},
    {"Patient", "_birthDate", Class::demographic},
    {"Patient", "deceasedBoolean", Class::demographic},
    {"Patient", "deceasedDateTime", Class::demographic},
    {"Patient", "_deceasedDateTime", Class::demographic},
    {"Patient", "identifier", Class::identifier},
    {"Patient", "photo", Class::identifier},
    {"Patient", "active", Class::operational},
    {"Patient", "text", Class::clinical},
    {"Patient", "contained", Class::clinical},
    {"Patient", "extension", Class::clinical},
    {"Patient", "modifierExtension", Class::clinical},
    {"Patient", "deceased", Class::clinical},  // isn't an element: the strictest
    {"Patient", "shoeSize", Class::clinical},
    {"Appointment", "participant", Class::demographic},
    {"Appointment", "start", Class::operational},
    {"Appointment", "status", Class::operational},
    {"Appointment", "reasonCode", Class::clinical},
    {"Appointment", "reasonReference", Class::clinical},
    {"Appointment", "description", Class::clinical},
    {"Appointment", "_description", Class::clinical},
    {"Appointment", "comment", Class::clinical},
    {"Appointment", "cancelationReason", Class::clinical},
    {"Appointment", "specialty", Class::clinical},
    {"Observation", "valueQuantity", Class::clinical},
    {"Observation", "subject", Class::clinical},
    {"Composition", "title", Class::clinical},
    {"Communication", "payload", Class::message},
    {"Communication", "text", Class::message},
    {"DocumentReference", "content", Class::document},
    {"Practitioner", "name", Class::demographic},
    {"Practitioner", "telecom", Class::identifier},
    {"Slot", "comment", Class::clinical},
    {"AuditEvent", "entity", Class::identifier},
    {"Account", "anything", Class::operational},
};

TEST(classes, of_elements) {
  for (const ElementRow& row : elements) {
    const auto found = real_rules().class_of(kind(row.kind), row.element);
    ASSERT_TRUE(found) << row.kind << '.' << row.element;
    EXPECT_EQ(name(*found), name(row.sensitivity)) << row.kind << '.' << row.element;
  }
}

TEST(classes, a_kind_that_is_not_named_has_none) {
  EXPECT_EQ(real_rules().class_of(kind("Device"), "name").error().code, Code::unsupported);
}

TEST(classes, nothing_unnamed_is_laxer_than_anything_named) {
  for (const auto& [of, classes] : real_rules().classes) {
    for (const auto& [element, sensitivity] : classes.elements) {
      const bool laxer = sensitivity == Class::operational || sensitivity == Class::demographic ||
                         sensitivity == Class::identifier;
      EXPECT_TRUE(laxer || sensitivity == classes.otherwise) << of.view() << '.' << element;
    }
  }
}

TEST(classes, labels_lift_or_are_plain_or_are_refused) {
  const Rules& rules = real_rules();
  const char* code = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  EXPECT_EQ(rules.class_of_label(code, "42CFRPart2").value(), Class::part2);
  EXPECT_EQ(rules.class_of_label(code, "PSYTHPN").value(), Class::psychotherapy);
  EXPECT_EQ(rules.class_of_label(code, "ADOL").value(), Class::minor_confidential);
  EXPECT_EQ(rules.class_of_label("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R").value(),
            std::nullopt);
  EXPECT_EQ(
      rules.class_of_label("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "V").error().code,
      Code::unprocessable);
  EXPECT_EQ(rules.class_of_label("urn:other", "42CFRPart2").error().code, Code::unprocessable);
}

TEST(vocabulary, words_go_both_ways) {
  for (int i = 0; i < class_count; ++i) {
    const auto value = static_cast<Class>(i);
    EXPECT_EQ(from_name<Class>(name(value)), value);
  }
  for (int i = 0; i < role_count; ++i) {
    const auto value = static_cast<Role>(i);
    EXPECT_EQ(from_name<Role>(name(value)), value);
  }
  EXPECT_EQ(name(Action::remove), "delete");
  EXPECT_EQ(name(Class::minor_confidential), "minor-confidential");
  EXPECT_FALSE(from_name<Role>("root"));
  EXPECT_EQ(names(ClassSet{Class::part2, Class::clinical}),
            (std::vector<std::string_view>{"clinical", "part2"}));
}

TEST(vocabulary, a_kind_is_a_capital_and_letters) {
  for (const char* good : {"Patient", "A"}) EXPECT_TRUE(Kind::parse(good)) << good;
  for (const char* bad : {"", "patient", "Patient2", "Pa tient", "Patient\n", "Ünit"}) {
    EXPECT_FALSE(Kind::parse(bad)) << bad;
  }
  EXPECT_FALSE(Kind::parse(std::string(41, 'A')));
}

TEST(conflict, keeps_keys_accounts_and_records_apart) {
  const Rules& rules = real_rules();
  for (int i = 0; i < role_count; ++i) {
    const auto role = static_cast<Role>(i);
    EXPECT_FALSE(rules.conflict({role})) << name(role);
    for (const Role apart : {Role::custodian, Role::administrator}) {
      EXPECT_EQ(rules.conflict({apart, role}).has_value(), role != apart)
          << name(apart) << " and " << name(role);
    }
  }
  EXPECT_FALSE(rules.conflict({Role::clinician, Role::patient}));
  EXPECT_FALSE(rules.conflict({}));
}

}  // namespace
}  // namespace salus::policy
