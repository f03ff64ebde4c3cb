// SPDX-License-Identifier: Apache-2.0
// Whatever comes in: the canonical form is a fixed point, and what intake accepts comes back from its parts.
#include "base/json.hpp"
#include "compartment.hpp"
#include "join.hpp"
#include "search.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace salus;

void must(bool law) {
  if (!law) std::abort();
}

void parts(const fhir::Resource& resource) {
  const fhir::Classes classes{
      .of_element = [](auto&, auto) -> Result<policy::Class> { return policy::Class::clinical; },
      .of_label = [](auto, auto) -> Result<std::optional<policy::Class>> { return std::nullopt; },
      .indexed = {}};
  policy::RecordRef record{policy::Kind::parse(resource.kind()).value(), RecordId(), OwnerId(), 1};
  const auto draft = fhir::split(resource, record, classes);
  must(draft.has_value());
  const records::Document document{draft->record, Time(), {}, draft->members};
  const auto text = fhir::join(document, classes.of_element);
  must(text.has_value() && text->has_value());
  const auto again = fhir::Resource::parse(resource.kind(), as_bytes(**text));
  must(again.has_value() && again->json().text() == **text);
  static_cast<void>(fhir::owner_of(*again));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = std::as_bytes(std::span(data, size));
  const auto json = Json::parse(input, {.size = 1 << 16, .depth = 32});
  if (!json) return 0;
  const auto again = Json::parse(as_bytes(json->text()), {.size = 1 << 16, .depth = 32});
  must(again.has_value() && again->text() == json->text());
  if ((*json)[0].shape != Json::Shape::object) return 0;
  const auto kind = json->find(0, "resourceType");
  if (kind == 0 || (*json)[kind].shape != Json::Shape::string) return 0;
  const auto resource = fhir::Resource::parse(json->string(kind), input);
  if (resource) {
    parts(*resource);
  } else {
    const auto told = fhir::outcome(resource.error().issues);
    must(fhir::Resource::parse("OperationOutcome", as_bytes(told)).has_value());
  }
  return 0;
}
