// SPDX-License-Identifier: Apache-2.0
// What the engine costs a request, on an Observation of about 2 KiB.
#include "join.hpp"
#include "search.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace salus;

std::string observation() {
  std::string text = R"({"resourceType":"Observation","status":"final","category":[{"coding":[{"system":
    "http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs","display":"Vital Signs"}]}],
    "code":{"coding":[{"system":"http://loinc.org","code":"85354-9","display":"Blood pressure panel"}]},
    "subject":{"reference":"Patient/aaaaaaaaaaaaaaaaaaaaaaaaaa"},"effectiveDateTime":"2024-05-03T10:11:12Z",
    "issued":"2024-05-03T10:12:00Z","component":[)";
  for (int i = 0; i < 7; ++i) {
    text += i == 0 ? "" : ",";
    text +=
        R"({"code":{"coding":[{"system":"http://loinc.org","code":"8480-6","display":"Systolic blood pressure"}]},
      "valueQuantity":{"value":120.50,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}})";
  }
  return text + "]}";
}

const fhir::Classes classes{
    .of_element = [](auto&, std::string_view element) -> Result<policy::Class> {
      return element == "status" ? policy::Class::operational : policy::Class::clinical;
    },
    .of_label = [](auto, auto) -> Result<std::optional<policy::Class>> { return std::nullopt; },
    .indexed =
        [](auto&, std::string_view name) {
          return name == "patient" || name == "status" || name == "date" || name == "code";
        }};

records::Draft draft() {
  const auto resource = fhir::Resource::parse("Observation", as_bytes(observation())).value();
  policy::RecordRef record{policy::Kind::parse("Observation").value(), RecordId(), OwnerId(), 1};
  return fhir::split(resource, record, classes).value();
}

void json_parse(benchmark::State& state) {
  const auto text = observation();
  for (auto _ : state) benchmark::DoNotOptimize(Json::parse(as_bytes(text)));
  state.SetBytesProcessed(state.iterations() * std::ssize(text));
}
BENCHMARK(json_parse);

void parse_and_check(benchmark::State& state) {
  const auto text = observation();
  for (auto _ : state) benchmark::DoNotOptimize(fhir::Resource::parse("Observation", as_bytes(text)));
  state.SetBytesProcessed(state.iterations() * std::ssize(text));
}
BENCHMARK(parse_and_check);

void split(benchmark::State& state) {
  const auto resource = fhir::Resource::parse("Observation", as_bytes(observation())).value();
  const policy::RecordRef record{policy::Kind::parse("Observation").value(), RecordId(), OwnerId(), 1};
  for (auto _ : state) benchmark::DoNotOptimize(fhir::split(resource, record, classes));
}
BENCHMARK(split);

void join(benchmark::State& state) {
  const auto from = draft();
  const records::Document document{from.record, Time(), {}, from.members};
  for (auto _ : state) benchmark::DoNotOptimize(fhir::join(document, classes.of_element));
}
BENCHMARK(join);

void match(benchmark::State& state) {
  const auto from = draft();
  const records::Document document{from.record, Time(), {}, from.members};
  const auto search = fhir::parse_search("Observation", {{"status", "final"}, {"date", "ge2024-01"}}).value();
  for (auto _ : state) benchmark::DoNotOptimize(fhir::matches(search, document));
}
BENCHMARK(match);

}  // namespace

BENCHMARK_MAIN();
