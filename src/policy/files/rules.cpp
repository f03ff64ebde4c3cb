// SPDX-License-Identifier: Apache-2.0
// The questions that other rooms ask of the rules.
#include "policy/rules.hpp"

#include <algorithm>

namespace salus::policy {
namespace {

/// The element that a choice of types was written for: "valueQuantity" is a "value[x]".
const Class* choice(const KindClasses& kind, std::string_view element) {
  for (std::size_t end = 1; end < element.size(); ++end) {
    if (element[end] < 'A' || element[end] > 'Z') continue;
    const auto found = kind.elements.find(std::string(element.substr(0, end)) + "[x]");
    if (found != kind.elements.end()) return &found->second;
  }
  return nullptr;
}

}  // namespace

Result<Class> Rules::class_of(const Kind& kind, std::string_view element) const {
  const auto found = classes.find(kind);
  if (found == classes.end()) return fail(Code::unsupported, "policy: a kind that classes.toml doesn't name");
  if (element.starts_with('_')) element.remove_prefix(1);
  if (const auto named = found->second.elements.find(element); named != found->second.elements.end()) {
    return named->second;
  }
  if (const Class* named = choice(found->second, element)) return *named;
  return found->second.otherwise;
}

Result<std::optional<Class>> Rules::class_of_label(std::string_view system, std::string_view code) const {
  const std::string key = std::string(system) + '|' + std::string(code);
  if (const auto found = labels.find(key); found != labels.end()) return found->second;
  if (plain_labels.contains(key)) return std::nullopt;
  return fail(Code::unprocessable, "policy: a security label that classes.toml doesn't name");
}

const TenantWideParameter* Rules::reaches_tenant(const Kind& kind, std::string_view parameter) const {
  const auto found = std::ranges::find_if(tenant_wide, [&](const TenantWideParameter& row) {
    return row.kind == kind && row.parameter == parameter;
  });
  return found == tenant_wide.end() ? nullptr : &*found;
}

std::optional<std::string_view> Rules::conflict(RoleSet roles) const {
  for (const Separation& row : separations) {
    if (!(row.roles & roles).empty() && !(row.from & roles).empty()) return row.citation;
  }
  return std::nullopt;
}

}  // namespace salus::policy
