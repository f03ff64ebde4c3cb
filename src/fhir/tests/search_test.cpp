// SPDX-License-Identifier: Apache-2.0
// Searches: what is refused, what matches, and that the index never misses what matches.
#include "search.hpp"

#include "base/random.hpp"
#include "base/rfc3339.hpp"
#include "bundle.hpp"
#include "cover.hpp"
#include "examples.hpp"
#include "fold.hpp"
#include "generate.hpp"
#include "join.hpp"
#include "values.hpp"

#include <algorithm>

#include <rapidcheck.h>

namespace salus::fhir {
namespace {

using policy::Class;
using Parameters = std::vector<std::pair<std::string, std::string>>;

Classes one_class() {
  return {.of_element = [](auto&, auto) -> Result<Class> { return Class::clinical; },
          .of_label = [](auto, auto) -> Result<std::optional<Class>> { return std::nullopt; },
          .indexed = {}};
}

records::Draft stored(const Resource& resource) {
  SystemRandom random;
  policy::RecordRef record{policy::Kind::parse(resource.kind()).value(), RecordId::random(random), {}, 1};
  return split(resource, record, one_class()).value();
}
records::Document opened(const records::Draft& draft) {
  return {draft.record, Time(), {}, draft.members};
}

/// Would the store give this record to the search?
bool is_candidate(const Search& search, const records::Draft& draft) {
  const auto sought = lookup(search, one_class().of_element).value();
  return std::ranges::all_of(sought, [&](const auto& any_of) {
    return std::ranges::any_of(any_of, [&](const records::SearchValue& one) {
      return std::ranges::any_of(draft.values, [&](const records::SearchValue& had) {
        return had.parameter == one.parameter && had.value == one.value && had.sensitivity == one.sensitivity;
      });
    });
  });
}

Resource parse(const std::string& text) {
  auto resource = Resource::parse(examples::kind_of(text), as_bytes(text));
  if (!resource) ADD_FAILURE() << resource.error().issues.front().text.view();
  return std::move(resource).value();
}

const char* const patient =
    R"({"resourceType":"Patient","active":true,"gender":"female","birthDate":"1974-12-25",
  "identifier":[{"system":"urn:mrn","value":"A,1|2"},{"value":"plain"}],
  "name":[{"family":"Núñez-O’Brien","given":["Zoë","Li"]}],"telecom":[{"system":"phone","value":"555"},
  {"system":"email","value":"z@example.org"}],"address":[{"city":"Łódź"}],"deceasedDateTime":"2020"})";
const char* const observation = R"({"resourceType":"Observation","status":"final",
  "code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"subject":{"reference":"Patient/p1"},
  "effectivePeriod":{"start":"2024-05-03T10:00:00Z","end":"2024-05-05T09:00:00Z"},
  "valueDateTime":"2023-07","derivedFrom":[{"reference":"Observation/o/_history/3"}]})";
const char* const visit =
    R"({"resourceType":"Appointment","status":"booked","start":"2024-05-03T23:30:00-05:00",
  "end":"2024-05-03T23:45:00-05:00","participant":[{"status":"accepted","actor":{"reference":"Patient/p1"}},
  {"status":"accepted","actor":{"reference":"Practitioner/d1"}}]})";

struct Row {
  const char* name;
  const char* resource;
  Parameters parameters;
  bool match;
};
class Matches : public testing::TestWithParam<Row> {};

TEST_P(Matches, exactly_and_as_a_candidate) {
  const auto resource = parse(GetParam().resource);
  const auto search = parse_search(resource.kind(), GetParam().parameters);
  ASSERT_TRUE(search) << search.error().context.view();
  const auto draft = stored(resource);
  EXPECT_EQ(matches(*search, opened(draft)), GetParam().match);
  if (GetParam().match) {
    EXPECT_TRUE(is_candidate(*search, draft));
  }
}

INSTANTIATE_TEST_SUITE_P(
    rows, Matches,
    testing::Values(Row{"all", patient, {}, true}, Row{"gender", patient, {{"gender", "female"}}, true},
                    Row{"gender_other", patient, {{"gender", "male"}}, false},
                    Row{"gender_either", patient, {{"gender", "male,female"}}, true},
                    Row{"both", patient, {{"gender", "female"}, {"active", "true"}}, true},
                    Row{"one_of_both", patient, {{"gender", "female"}, {"active", "false"}}, false},
                    Row{"case_of_codes", patient, {{"gender", "Female"}}, false},
                    Row{"identifier_escaped", patient, {{"identifier", R"(urn:mrn|A\,1\|2)"}}, true},
                    Row{"identifier_any_system", patient, {{"identifier", R"(A\,1\|2)"}}, true},
                    Row{"identifier_no_system", patient, {{"identifier", "|plain"}}, true},
                    Row{"identifier_not_without", patient, {{"identifier", R"(|A\,1\|2)"}}, false},
                    Row{"identifier_other_system", patient, {{"identifier", "urn:other|plain"}}, false},
                    Row{"name_folded", patient, {{"name", "NUNEZ"}}, true},
                    Row{"name_prefix", patient, {{"family", "nun"}}, true},
                    Row{"name_apostrophe", patient, {{"name", "O'Bri"}}, true},
                    Row{"name_two_words", patient, {{"name", "zoe obrien"}}, true},
                    Row{"name_wrong_word", patient, {{"name", "zoe smith"}}, false},
                    Row{"name_middle", patient, {{"name", "brien"}}, false},
                    Row{"name_short", patient, {{"given", "li"}}, true},
                    Row{"name_too_short", patient, {{"name", "zo"}}, false},
                    Row{"family_isn_t_given", patient, {{"family", "zoe"}}, false},
                    Row{"city", patient, {{"address-city", "lodz"}}, true},
                    Row{"phone", patient, {{"phone", "555"}}, true},
                    Row{"phone_isn_t_email", patient, {{"email", "555"}}, false},
                    Row{"deceased", patient, {{"deceased", "true"}}, true},
                    Row{"birthdate", patient, {{"birthdate", "1974-12-25"}}, true},
                    Row{"birthdate_year", patient, {{"birthdate", "1974"}}, true},
                    Row{"birthdate_narrower", patient, {{"birthdate", "1974-12-25T10:00Z"}}, false},
                    Row{"birthdate_ge", patient, {{"birthdate", "ge1974-12-25"}}, true},
                    Row{"birthdate_gt", patient, {{"birthdate", "gt1974-12-25"}}, false},
                    Row{"birthdate_gt_month", patient, {{"birthdate", "gt1974-11"}}, true},
                    Row{"birthdate_range", patient, {{"birthdate", "ge1970"}, {"birthdate", "lt1980"}}, true},
                    Row{"birthdate_out", patient, {{"birthdate", "ge1970"}, {"birthdate", "lt1974"}}, false},
                    Row{"code", observation, {{"code", "8480-6"}}, true},
                    Row{"code_system", observation, {{"code", "http://loinc.org|8480-6"}}, true},
                    Row{"code_other", observation, {{"code", "http://x|8480-6"}}, false},
                    Row{"patient_id", observation, {{"patient", "p1"}}, true},
                    Row{"patient_reference", observation, {{"patient", "Patient/p1"}}, true},
                    Row{"patient_other", observation, {{"patient", "p2"}}, false},
                    Row{"subject_kind", observation, {{"subject", "Group/p1"}}, false},
                    Row{"subject_id_alone", observation, {{"subject", "p1"}}, true},
                    Row{"derived", observation, {{"derived-from", "Observation/o"}}, true},
                    Row{"period_inside", observation, {{"date", "2024-05"}}, true},
                    Row{"period_not_inside", observation, {{"date", "2024-05-04"}}, false},
                    Row{"period_overlaps", observation, {{"date", "ge2024-05-05"}}, true},
                    Row{"period_sa", observation, {{"date", "sa2024-05-02"}}, true},
                    Row{"period_not_sa", observation, {{"date", "sa2024-05-03"}}, false},
                    Row{"period_eb", observation, {{"date", "eb2024-05-06"}}, true},
                    Row{"value_date", observation, {{"value-date", "2023-07"}}, true},
                    Row{"tag_of_none", observation, {{"_tag", "x"}}, false},
                    Row{"actor", visit, {{"patient", "p1"}, {"practitioner", "d1"}}, true},
                    Row{"actor_crossed", visit, {{"patient", "d1"}}, false},
                    Row{"zone", visit, {{"date", "2024-05-04"}}, true},
                    Row{"zone_utc", visit, {{"date", "2024-05-03"}}, false},
                    Row{"status",
                        visit,
                        {{"status", "booked"}, {"_count", "5"}, {"_sort", "-date"}, {"_format", "json"}},
                        true}),
    [](const auto& row) { return row.param.name; });

struct Bad {
  const char* name;
  const char* parameter;
  std::string value;
  Code code;
};
class RefusedSearch : public testing::TestWithParam<Bad> {};

TEST_P(RefusedSearch, parameters_are_never_ignored) {
  const auto search = parse_search("Patient", {{GetParam().parameter, GetParam().value}});
  ASSERT_FALSE(search);
  EXPECT_EQ(search.error().code, GetParam().code);
}
INSTANTIATE_TEST_SUITE_P(rows, RefusedSearch,
                         testing::Values(Bad{"unknown", "shoe-size", "1", Code::unsupported},
                                         Bad{"modifier", "name:exact", "x", Code::unsupported},
                                         Bad{"chain", "organization.name", "x", Code::unsupported},
                                         Bad{"summary", "_summary", "true", Code::unsupported},
                                         Bad{"include", "_include", "Patient:link", Code::unsupported},
                                         Bad{"has", "_has:Observation:patient:code", "x", Code::unsupported},
                                         Bad{"text", "_text", "x", Code::unsupported},
                                         Bad{"filter", "_filter", "x", Code::unsupported},
                                         Bad{"updated", "_lastUpdated", "2024", Code::unsupported},
                                         Bad{"empty", "name", "", Code::invalid},
                                         Bad{"no_letter", "name", "--", Code::invalid},
                                         Bad{"empty_alternative", "gender", "male,", Code::invalid},
                                         Bad{"escape", "gender", R"(a\b)", Code::invalid},
                                         Bad{"half_escape", "gender", R"(a\)", Code::invalid},
                                         Bad{"date", "birthdate", "yesterday", Code::invalid},
                                         Bad{"no_such_day", "birthdate", "2023-02-30", Code::invalid},
                                         Bad{"ne", "birthdate", "ne2023", Code::unsupported},
                                         Bad{"ap", "birthdate", "ap2023", Code::unsupported},
                                         Bad{"prefix", "birthdate", "xx2023", Code::invalid},
                                         Bad{"system_alone", "identifier", "urn:x|", Code::unsupported},
                                         Bad{"three_parts", "identifier", "a|b|c", Code::invalid},
                                         Bad{"id", "_id", "a b", Code::invalid},
                                         Bad{"count_zero", "_count", "0", Code::invalid},
                                         Bad{"count_text", "_count", "ten", Code::invalid},
                                         Bad{"count_huge", "_count", "99999999999", Code::invalid},
                                         Bad{"sort", "_sort", "name", Code::unsupported},
                                         Bad{"sort_unknown", "_sort", "x", Code::unsupported},
                                         Bad{"format", "_format", "xml", Code::unsupported},
                                         Bad{"reference", "general-practitioner", "a/b/c", Code::invalid},
                                         Bad{"long_value", "name", std::string(3000, 'a'), Code::invalid},
                                         Bad{"many_values", "gender",
                                             [] {
                                               std::string s = "a";
                                               for (int i = 0; i < 99; ++i) s += ",a";
                                               return s;
                                             }(),
                                             Code::too_large}),
                         [](const auto& row) { return row.param.name; });

TEST(search, kind_count_and_compartment) {
  EXPECT_EQ(parse_search("Nobody", {}).error().code, Code::unsupported);
  EXPECT_EQ(parse_search("HumanName", {}).error().code, Code::unsupported);
  EXPECT_EQ(parse_search("Patient", {{"_count", "1000"}})->count, 200U);
  EXPECT_EQ(parse_search("Observation", {{"patient", "p"}})->compartment, "p");
  EXPECT_EQ(parse_search("Observation", {{"subject", "Patient/p"}})->compartment, "p");
  EXPECT_EQ(parse_search("Patient", {{"_id", "p"}})->compartment, "p");
  EXPECT_EQ(parse_search("Appointment", {{"patient", "p"}})->compartment, "p");
  // Whoever received it isn't whose it is: these may be in any compartment.
  EXPECT_EQ(parse_search("Communication", {{"recipient", "Patient/p"}})->compartment, std::nullopt);
  EXPECT_EQ(parse_search("Observation", {{"patient", "p,q"}})->compartment, std::nullopt);
  EXPECT_EQ(parse_search("Observation", {{"subject", "Group/p"}})->compartment, std::nullopt);
  EXPECT_EQ(parse_search("Patient", {{"_id", "p,q"}})->compartment, std::nullopt);
}

TEST(search, a_match_needs_its_kind_and_id) {
  const auto draft = stored(parse(patient));
  auto search = parse_search("Patient", {{"_id", draft.record.id.text()}}).value();
  EXPECT_TRUE(matches(search, opened(draft)));
  EXPECT_TRUE(is_candidate(search, draft));
  search.ids = {"other"};
  EXPECT_FALSE(is_candidate(search, draft));
  EXPECT_FALSE(matches(search, opened(draft)));
  EXPECT_FALSE(matches(parse_search("Observation", {}).value(), opened(draft)));
}

TEST(search, characters_are_those_of_the_shortest_value) {
  const auto characters = [](const char* name, const char* value) {
    return parse_search("Patient", {{name, value}})->all_of.front().characters();
  };
  EXPECT_EQ(characters("name", "Núñ"), 3U);
  EXPECT_EQ(characters("name", "Anna,Jo B"), 3U);
  EXPECT_EQ(characters("gender", "male"), 4U);
  EXPECT_EQ(characters("birthdate", "ge1974"), 6U);
}

TEST(search, a_value_too_short_or_too_wide_to_search_everybody_for_is_refused) {
  const auto rules = policy::load(std::filesystem::path(SALUS_SOURCE_DIR) / "policy");
  ASSERT_TRUE(rules);
  struct {
    const char* kind;
    const char* parameter;
    const char* value;
    bool allowed;
  } const table[] = {{"Patient", "name", "An", false},
                     {"Patient", "name", "Ann", true},
                     {"Patient", "family", "Anna,Jo", false},
                     {"Patient", "given", "Nú", false},
                     {"Patient", "name", "Anna,Joan", false},
                     {"Patient", "identifier", "1,2", true},
                     {"Patient", "identifier", "1", true},
                     {"Practitioner", "name", "A", true},
                     {"Patient", "birthdate", "1974-12-25", true},
                     {"Patient", "birthdate", "eq1974-12-25", true},
                     {"Patient", "birthdate", "1974-12-25,1974-12-26", false},
                     {"Patient", "birthdate", "1974-12-25,gt1800-01-01", false},
                     {"Patient", "birthdate", "gt1800-01-01", false},
                     {"Patient", "birthdate", "le2026-11-22", false},
                     {"Patient", "birthdate", "1974-12", false},
                     {"Patient", "birthdate", "1974", false},
                     {"Slot", "start", "ge2026-11-22", true}};
  for (const auto& row : table) {
    const auto checked = check_reach(parse_search(row.kind, {{row.parameter, row.value}}).value(), *rules);
    EXPECT_EQ(checked.has_value(), row.allowed) << row.kind << ' ' << row.parameter << ' ' << row.value;
    if (!checked) {
      EXPECT_EQ(checked.error().code, Code::invalid);
    }
  }
}

TEST(search, what_is_withheld_does_not_match) {
  auto document = opened(stored(parse(patient)));
  const auto search = parse_search("Patient", {{"gender", "female"}}).value();
  EXPECT_TRUE(matches(search, document));
  std::erase_if(document.members, [](const auto& member) { return member.text.starts_with("\"gender\""); });
  EXPECT_FALSE(matches(search, document));
}

TEST(search, classes_come_from_the_paths) {
  const ClassOf class_of = [](auto&, std::string_view element) -> Result<Class> {
    if (element == "name") return Class::demographic;
    if (element == "identifier") return Class::identifier;
    if (element == "deceased[x]") return Class::part2;
    return Class::clinical;
  };
  const auto classes_of = [&](Parameters parameters) {
    return classes(parse_search("Patient", parameters).value(), class_of).value();
  };
  EXPECT_EQ(classes_of({{"family", "abc"}}), policy::ClassSet{Class::demographic});
  EXPECT_EQ(classes_of({{"death-date", "2020"}}), policy::ClassSet{Class::part2});
  EXPECT_EQ(classes_of({{"name", "abc"}, {"identifier", "x"}}),
            (policy::ClassSet{Class::demographic, Class::identifier}));
}

/// For every value that a parameter sees, the search for it finds the record.
void finds_itself(const Resource& resource) {
  const auto draft = stored(resource);
  const auto& definitions = Definitions::load();
  const auto escaped = [](std::string_view text) {
    std::string out;
    for (char c : text)
      out += std::string_view(",|$\\").contains(c) ? std::string("\\") + c : std::string(1, c);
    return out;
  };
  for (const Parameter& parameter : definitions.parameters(resource.type())) {
    const std::string name(definitions.text(parameter.name));
    for (const Value& value : values(resource, parameter)) {
      std::vector<std::string> queries;
      if (parameter.type() == ParameterType::date) {
        if (value.interval.low > Time::min()) {
          queries = {"ge" + rfc3339_millis(value.interval.low), "sa0001", "eb9998"};
        }
      } else if (parameter.type() == ParameterType::token) {
        queries = {escaped(value.text), escaped(value.system) + "|" + escaped(value.text)};
      } else {
        queries = {escaped(value.text)};
      }
      for (const auto& query : queries) {
        const auto search = parse_search(resource.kind(), {{name, query}});
        if (!search) continue;  // too long, or nothing to look for in it
        if (matches(*search, opened(draft))) {
          EXPECT_TRUE(is_candidate(*search, draft)) << name << " " << query;
        } else {
          EXPECT_EQ(parameter.type(), ParameterType::date) << resource.kind() << " " << name << " " << query;
        }
      }
    }
  }
}

TEST(search, every_hl7_example_finds_itself) {
  ASSERT_EQ(examples::hl7().size(), 499U) << "shared/data/fhir is absent";
  for (const auto& [name, text] : examples::hl7()) {
    const auto resource = Resource::parse(examples::kind_of(text), as_bytes(text));
    if (!resource) continue;
    finds_itself(*resource);
    ASSERT_FALSE(HasFailure()) << name;
  }
}

TEST(search, every_random_resource_finds_itself) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    examples::Generator generator(seed);
    const Type& type = generator.kind();
    finds_itself(
        Resource::parse(Definitions::load().text(type.name), as_bytes(generator.resource(type))).value());
    RC_ASSERT(!testing::Test::HasFailure());
  }));
}

TEST(search, sorts_by_a_date_with_the_undated_last) {
  const auto at = [](const std::string& date) {
    return opened(stored(parse(R"({"resourceType":"Observation","status":"final","code":{"text":"x"})" +
                               (date.empty() ? "" : R"(,"effectiveDateTime":")" + date + "\"") + "}")));
  };
  std::vector<records::Document> documents{at("2023"), at(""), at("2024-05-03"), at("2022-01")};
  const auto order = [&](const std::string& by) {
    const auto search = parse_search("Observation", {{"_sort", by}}).value();
    std::vector<std::size_t> out{0, 1, 2, 3};
    std::ranges::sort(out, {}, [&](std::size_t i) { return rank(search, documents[i]); });
    return out;
  };
  EXPECT_EQ(order("-date"), (std::vector<std::size_t>{2, 0, 3, 1}));
  EXPECT_EQ(order("date"), (std::vector<std::size_t>{3, 0, 2, 1}));
}

TEST(fold, words_and_beginnings) {
  EXPECT_EQ(fold_words("Straße ÆØÅ Ñandú"), (std::vector<std::string>{"strasse", "aeoa", "nandu"}));
  EXPECT_EQ(fold_words("José"), fold_words("Jose\u0301"));
  EXPECT_EQ(fold_words("Иван Ёлкин"), fold_words("иван елкин"));
  EXPECT_EQ(fold_words(" - 日本 "), (std::vector<std::string>{"日本"}));
  EXPECT_EQ(beginnings("anna"), (std::vector<std::string>{"ann", "anna"}));
  EXPECT_EQ(beginnings("li"), (std::vector<std::string>{"li"}));
  EXPECT_EQ(beginnings("abcdefghijklmnop").back(), "abcdefghijkl");
  EXPECT_EQ(beginning("abcdefghijklmnop"), "abcdefghijkl");
}

}  // namespace
}  // namespace salus::fhir
