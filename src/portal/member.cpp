// SPDX-License-Identifier: Apache-2.0
// Replaces members of a document.
#include "member.hpp"

#include "base/json_writer.hpp"
#include "draft.hpp"

#include <algorithm>

namespace salus::portal {

Result<records::Draft> draft_with(const records::Document& document, const std::vector<NewMember>& members,
                                  const policy::Rules& rules) {
  if (!document.withheld.empty()) return fail(Code::forbidden, "portal: a part of the record is withheld");
  JsonWriter json;
  json.begin_object().field("resourceType", document.record.kind.view());
  std::vector<bool> placed(members.size());
  for (const records::Member& member : document.members) {
    const auto replaced = std::ranges::find_if(members, [&](const NewMember& one) {
      return member.text.starts_with("\"" + std::string(one.name) + "\":");
    });
    if (replaced == members.end()) {
      json.raw(member.text);
      continue;
    }
    placed[static_cast<std::size_t>(replaced - members.begin())] = true;
    if (!replaced->value.empty()) json.key(replaced->name).raw(replaced->value);
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!placed[i] && !members[i].value.empty()) json.key(members[i].name).raw(members[i].value);
  }
  json.end_object();
  policy::RecordRef record = document.record;
  ++record.version;
  return draft_of(std::move(record), json.text(), rules);
}

}  // namespace salus::portal
