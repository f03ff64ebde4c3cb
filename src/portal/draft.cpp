// SPDX-License-Identifier: Apache-2.0
// Drafts of the portals' resources.
#include "draft.hpp"

namespace salus::portal {

Result<records::Draft> draft_of(policy::RecordRef record, std::string_view json, const policy::Rules& rules) {
  auto resource = fhir::Resource::parse(record.kind.view(), as_bytes(json));
  if (!resource) return fail(Code::unprocessable, "portal: the content doesn't make a resource");
  return fhir::split(*resource, std::move(record), fhir::classes_of(rules));
}

Result<records::Change> change_of(policy::RecordRef record, std::string_view json,
                                  const policy::Rules& rules) {
  const std::uint64_t replaced = record.version - 1;
  TRY(auto draft, draft_of(std::move(record), json, rules));
  return records::Change{policy::Phi(std::move(draft)), replaced};
}

}  // namespace salus::portal
