// SPDX-License-Identifier: Apache-2.0
// The policy files, loaded, checked and frozen. A mistake in any of them stops the build and the start with file,
// line and reason.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "policy/map.hpp"
#include "policy/vocabulary.hpp"

namespace salus::policy {

/// One row of roles.toml: what a role may do to records of some kinds.
struct Rule {
  std::string id;  ///< as the audit log names it
  Role role = Role::patient;
  std::vector<Kind> kinds;
  Set<Action> actions;
  bool any_owner = false;  ///< needs no relation (`relation = "any"`)
  RelationSet relations;   ///< otherwise one of these must be in force
  ClassSet classes;
  Set<Purpose> purposes;
  std::string citation;
};

/// What a component (background work of ours) may do.
struct ComponentRule {
  std::string name;
  std::vector<Kind> kinds;
  Set<Action> actions;
  ClassSet classes;
  std::string citation;
};

/// One kind of classes.toml: the class of each top-level element, and of all that are not named.
struct KindClasses {
  Class otherwise = Class::clinical;
  std::map<std::string, Class, std::less<>> elements;
};

/// One search parameter of search.toml that reaches across owners; all others are scoped to one.
struct TenantWideParameter {
  Kind kind;
  std::string parameter;
  std::string citation;
};

struct Rules {
  std::vector<Rule> rules;
  std::vector<ComponentRule> components;
  std::map<Kind, KindClasses> classes;
  std::map<std::string, Class, std::less<>> labels;  ///< security label code (system|code) to class
  std::vector<TenantWideParameter> tenant_wide;
  Map map;
  std::chrono::minutes idle_limit{15};             ///< session locks after this without input
  std::chrono::minutes session_limit{12 * 60};     ///< absolute
  std::chrono::hours active_around_appointment{24};
  std::chrono::seconds grant_lifetime{60};

  /// The class of one element of a kind; kinds that classes.toml doesn't name have none, so they can't be stored.
  Result<Class> class_of(const Kind& kind, std::string_view element) const;
};

/// What is wrong in a policy file: for the person who wrote it.
struct Mistake {
  std::string file;
  int line = 0;
  std::string reason;
};

/// Reads dataflow, roles, classes, search, retention and tls from `folder`; all mistakes of one file at once.
std::expected<Rules, std::vector<Mistake>> load(const std::filesystem::path& folder);

}  // namespace salus::policy
