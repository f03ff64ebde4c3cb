// SPDX-License-Identifier: Apache-2.0
// What was written is what is read, for every subset of classes: split and join as one law.
#include "base/random.hpp"
#include "compartment.hpp"
#include "examples.hpp"
#include "generate.hpp"
#include "join.hpp"

#include <algorithm>
#include <set>

#include <rapidcheck.h>

namespace salus::fhir {
namespace {

using policy::Class;
using policy::ClassSet;
constexpr int classes_used = 6;

/// Gives each element some class, by its name and a seed.
Classes some_classes(std::uint64_t seed) {
  return {.of_element = [seed](const policy::Kind&, std::string_view element) -> Result<Class> {
            return static_cast<Class>((std::hash<std::string_view>()(element) ^ seed) % classes_used);
          },
          .of_label = [](std::string_view, std::string_view code) -> Result<std::optional<Class>> {
            if (code == "R") return Class::psychotherapy;
            return std::nullopt;
          },
          .indexed = {}};
}

policy::RecordRef some_record(std::string_view kind) {
  SystemRandom random;
  return {policy::Kind::parse(kind).value(), RecordId::random(random), OwnerId::random(random), 7};
}

/// As the vault would open it.
records::Document open(const records::Draft& draft, ClassSet granted) {
  records::Document document{draft.record, Time(std::chrono::milliseconds(1700000000123)), {}, {}};
  for (const auto& member : draft.members) {
    if (granted.has(member.sensitivity)) {
      document.members.push_back(member);
    } else {
      document.withheld.add(member.sensitivity);
    }
  }
  return document;
}

std::string_view base_name(std::string_view name) {
  if (name.starts_with('_')) name.remove_prefix(1);
  return name;
}

std::string defined(const Element& element) {
  return std::string(Definitions::load().text(element.name)) + (element.choice() ? "[x]" : "");
}

/// Members of `meta` in the input and output, without what the record says and without the mark.
std::multiset<std::string> meta_members(const Json& json) {
  std::multiset<std::string> members;
  const auto meta = json.find(0, "meta");
  if (meta == 0) return members;
  for (auto i = json.first(meta); i < json.end(meta); i = json.next(i)) {
    const auto name = base_name(json.name(i));
    if (name == "versionId" || name == "lastUpdated") continue;
    if (json.name(i) != "tag") {
      members.emplace(json.member(i));
      continue;
    }
    for (auto tag = json.first(i); tag < json.end(i); tag = json.next(tag)) {
      if (!json.raw(tag).contains("SUBSETTED")) members.insert("tag " + std::string(json.raw(tag)));
    }
  }
  return members;
}

/// The law for one resource: `opened = meant` for every subset of the classes.
void opened_is_meant(const Resource& resource, std::uint64_t seed) {
  const auto classes = some_classes(seed);
  const auto& definitions = Definitions::load();
  const Json& in = resource.json();
  const auto draft = split(resource, some_record(resource.kind()), classes);
  ASSERT_TRUE(draft) << draft.error().context.view();
  const auto class_of = [&](std::string_view json_name) {
    const Element* element = definitions.element(resource.type(), base_name(json_name));
    return classes.of_element(draft->record.kind, defined(*element)).value();
  };

  for (std::uint32_t bits = 0; bits < 1U << classes_used; ++bits) {
    const auto granted = ClassSet::from_bits(bits);
    const auto document = open(*draft, granted);
    const auto text = join(document, classes.of_element);
    ASSERT_TRUE(text) << text.error().context.view();

    bool dangerous = false;  // a mandatory or modifier element could be missing
    for (const Element& element : definitions.elements(resource.type())) {
      const auto name = definitions.text(element.name);
      if (name == "modifierExtension" || name == "implicitRules") continue;
      dangerous |= (element.mandatory() || element.modifier()) &&
                   document.withheld.has(classes.of_element(draft->record.kind, defined(element)).value());
    }
    ASSERT_EQ(!text->has_value(), dangerous);
    if (!text->has_value()) continue;

    const auto out = Json::parse(as_bytes(**text));
    ASSERT_TRUE(out) << out.error().context.view();
    ASSERT_EQ(out->text(), **text);  // canonical already
    std::vector<std::string> meant;
    for (auto i = in.first(0); i < in.end(0); i = in.next(i)) {
      const auto name = in.name(i);
      if (name == "resourceType" || name == "id" || name == "meta" || !granted.has(class_of(name))) continue;
      meant.emplace_back(in.member(i));
    }
    std::vector<std::string> opened;
    for (auto i = out->first(0); i < out->end(0); i = out->next(i)) {
      const auto name = out->name(i);
      if (name != "resourceType" && name != "id" && name != "meta") opened.emplace_back(out->member(i));
    }
    ASSERT_EQ(opened, meant);
    const auto meta = granted.has(class_of("meta")) ? meta_members(in) : std::multiset<std::string>();
    ASSERT_EQ(meta_members(*out), meta);
    ASSERT_EQ(out->raw(out->find(0, "meta")).contains("SUBSETTED"), !document.withheld.empty());
    ASSERT_EQ(out->string(out->find(0, "id")), draft->record.id.text());
    ASSERT_EQ(out->string(out->find(out->find(0, "meta"), "versionId")), "7");
    ASSERT_EQ(out->string(out->find(out->find(0, "meta"), "lastUpdated")), "2023-11-14T22:13:20.123Z");
    if (document.withheld.empty()) {
      const auto again = Resource::parse(resource.kind(), as_bytes(**text));
      ASSERT_TRUE(again) << again.error().issues.front().text.view();
    } else {
      ASSERT_FALSE(Resource::parse(resource.kind(), as_bytes(**text)));  // a part can't be written back
    }
  }
}

TEST(parts, opened_is_meant_for_random_resources_of_random_kinds) {
  std::set<std::string> kinds;
  EXPECT_TRUE(rc::check([&](std::uint64_t seed) {
    examples::Generator generator(seed);
    const Type& type = generator.kind();
    const std::string kind(Definitions::load().text(type.name));
    const auto text = generator.resource(type);
    const auto resource = Resource::parse(kind, as_bytes(text));
    if (!resource) {
      RC_FAIL(kind + " " + resource.error().issues.front().expression + ": " +
              std::string(resource.error().issues.front().text.view()) + "\n" + text);
    }
    const auto again = Json::parse(as_bytes(resource->json().text()));
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->text() == resource->json().text());
    kinds.insert(kind);
    opened_is_meant(*resource, seed);
    RC_ASSERT(!testing::Test::HasFatalFailure());
  }));
  EXPECT_GE(kinds.size(), 40U);
}

TEST(parts, opened_is_meant_for_hl7_examples) {
  ASSERT_EQ(examples::hl7().size(), 499U) << "shared/data/fhir is absent";
  std::uint64_t seed = 1;
  for (const auto& [name, text] : examples::hl7()) {
    const auto resource = Resource::parse(examples::kind_of(text), as_bytes(text));
    if (!resource) continue;  // intake_test knows which
    opened_is_meant(*resource, seed++);
    ASSERT_FALSE(HasFatalFailure()) << name;
  }
}

Resource parse(std::string_view kind, std::string text) {
  text = R"({"resourceType":")" + std::string(kind) + "\"," + text + "}";
  auto resource = Resource::parse(kind, as_bytes(text));
  if (!resource) ADD_FAILURE() << resource.error().issues.front().text.view();
  return std::move(resource).value();
}

TEST(parts, a_security_label_lifts_the_record_and_an_unknown_one_stops_it) {
  const auto resource = parse("Patient", R"("active":true,"meta":{"security":[{"code":"R"},{"code":"N"}]})");
  auto classes = some_classes(0);
  EXPECT_EQ(split(resource, some_record("Patient"), classes)->labels, ClassSet{Class::psychotherapy});
  classes.of_label = [](auto, auto) -> Result<std::optional<Class>> {
    return fail(Code::unprocessable, "unknown");
  };
  EXPECT_EQ(split(resource, some_record("Patient"), classes).error().code, Code::unprocessable);
}

TEST(parts, an_element_without_a_class_stops_the_write) {
  auto classes = some_classes(0);
  classes.of_element = [](auto&, std::string_view name) -> Result<Class> {
    if (name == "value[x]") return fail(Code::unprocessable, "no class");
    return Class::clinical;
  };
  const auto with = parse("Observation", R"("status":"final","code":{"text":"x"},"valueString":"x")");
  const auto without = parse("Observation", R"("status":"final","code":{"text":"x"})");
  EXPECT_FALSE(split(with, some_record("Observation"), classes));
  EXPECT_TRUE(split(without, some_record("Observation"), classes));
  EXPECT_FALSE(split(without, some_record("Patient"), classes));
}

struct OwnerRow {
  const char* name;
  const char* kind;
  std::string text;
  Owner::Who who;
  const char* id;
};
class Owners : public testing::TestWithParam<OwnerRow> {};

TEST_P(Owners, come_from_the_compartment_definition) {
  const auto owner = owner_of(parse(GetParam().kind, GetParam().text));
  ASSERT_TRUE(owner);
  EXPECT_EQ(owner->who, GetParam().who);
  EXPECT_EQ(owner->id, GetParam().id);
}
const auto of = [](const char* id) { return R"({"reference":"Patient/)" + std::string(id) + "\"}"; };
using Who = Owner::Who;
INSTANTIATE_TEST_SUITE_P(
    rows, Owners,
    testing::Values(
        OwnerRow{"itself", "Patient", R"("active":true)", Who::itself, ""},
        OwnerRow{"subject", "Observation", R"("status":"final","code":{"text":"x"},"subject":)" + of("a"),
                 Who::another, "a"},
        OwnerRow{"subject_first", "Communication",
                 R"("status":"completed","sender":)" + of("b") + R"(,"subject":)" + of("a"), Who::another,
                 "a"},
        OwnerRow{"sender_without_subject", "Communication", R"("status":"completed","sender":)" + of("b"),
                 Who::another, "b"},
        OwnerRow{
            "participant", "Appointment",
            R"("status":"booked","participant":[{"status":"accepted","actor":{"reference":"Practitioner/p"}},
                    {"status":"accepted","actor":)" +
                of("a") + "}]",
            Who::another, "a"},
        OwnerRow{"patient", "AllergyIntolerance", R"("patient":)" + of("a") + R"(,"recorder":)" + of("b"),
                 Who::another, "a"},
        OwnerRow{"staff", "Practitioner", R"("active":true)", Who::nobody, ""},
        OwnerRow{"not_in_a_compartment", "Slot",
                 R"("status":"free","schedule":{"reference":"Schedule/s"},"start":"2024-01-01T10:00:00Z",
                    "end":"2024-01-01T10:30:00Z")",
                 Who::nobody, ""},
        OwnerRow{"group", "Observation",
                 R"("status":"final","code":{"text":"x"},"subject":{"reference":"Group/g"})", Who::nobody,
                 ""}),
    [](const auto& row) { return row.param.name; });

TEST(owner, two_people_in_one_record_are_refused) {
  const auto visit =
      parse("Appointment", R"("status":"booked","participant":[{"status":"accepted","actor":)" + of("a") +
                               R"(},{"status":"accepted","actor":)" + of("b") + "}]");
  EXPECT_EQ(owner_of(visit).error().code, Code::unprocessable);
}

TEST(owners, are_not_named_by_an_address) {
  const std::string ours = R"({"reference":"https://localhost:9443/fhir/Patient/b"})";
  const std::string old = R"({"reference":"http://x/Patient/b/_history/1"})";
  const std::string staff = R"({"reference":"https://localhost:9443/fhir/Practitioner/b"})";
  const auto observation = [](const std::string& subject) {
    return owner_of(parse("Observation", R"("status":"final","code":{"text":"x"},"performer":[)" + of("a") +
                                             R"(],"subject":)" + subject));
  };
  for (const std::string& subject : {ours, old}) {
    const auto owner = observation(subject);
    ASSERT_FALSE(owner) << subject;
    EXPECT_EQ(owner.error().code, Code::unprocessable) << subject;
  }
  // The parameter that decides for this kind sees local references only, and would pass it over.
  const auto plan = owner_of(parse(
      "CarePlan", R"("status":"active","intent":"plan","author":)" + of("a") + R"(,"subject":)" + ours));
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, Code::unprocessable);
  const auto visit =
      owner_of(parse("Appointment", R"("status":"booked","participant":[{"status":"accepted","actor":)" +
                                        of("a") + R"(},{"status":"accepted","actor":)" + staff + "}]"));
  ASSERT_TRUE(visit);
  EXPECT_EQ(visit->id, "a");
}

}  // namespace
}  // namespace salus::fhir
