// SPDX-License-Identifier: Apache-2.0
// Builds gate searches.
#include "query.hpp"

#include "draft.hpp"

namespace salus::portal {

namespace {

Result<gate::Search> built(const policy::Rules& rules, const fhir::Search& wanted) {
  const fhir::ClassOf class_of = fhir::classes_of(rules).of_element;
  gate::Search search;
  search.lookup.kind = wanted.kind;
  TRY(search.lookup.all_of, fhir::lookup(wanted, class_of));
  TRY(search.classes, fhir::classes(wanted, class_of));
  search.matches = [wanted](const records::Document& document) { return fhir::matches(wanted, document); };
  return search;
}

}  // namespace

Result<gate::Search> query(const policy::Rules& rules, std::string_view kind, const Parameters& parameters) {
  TRY(const auto wanted, fhir::parse_search(kind, parameters));
  TRY(fhir::check_reach(wanted, rules));
  return built(rules, wanted);
}

Result<gate::Search> query(const policy::Rules& rules, std::string_view kind, OwnerId compartment,
                           const Parameters& parameters) {
  TRY(const auto wanted, fhir::parse_search(kind, parameters));
  TRY(auto search, built(rules, wanted));
  search.lookup.compartment = compartment;
  return search;
}

Result<gate::Search> query(const policy::Rules& rules, std::string_view kind, std::vector<OwnerId> owners,
                           const Parameters& parameters) {
  TRY(const auto wanted, fhir::parse_search(kind, parameters));
  TRY(auto search, built(rules, wanted));
  search.lookup.owners = std::move(owners);
  return search;
}

Result<gate::Search> query(std::string_view kind, std::vector<RecordId> ids) {
  gate::Search search;
  TRY(search.lookup.kind, policy::Kind::parse(kind));
  search.lookup.by_id = true;
  search.lookup.ids = std::move(ids);
  search.matches = [](const records::Document&) { return true; };
  return search;
}

}  // namespace salus::portal
