// SPDX-License-Identifier: Apache-2.0
// The policy files, loaded, checked and frozen. A mistake in any of them stops the build and the start with
// file, line and reason.
#pragma once

#include "policy/limits.hpp"
#include "policy/map.hpp"
#include "policy/vocabulary.hpp"

#include <array>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace salus::policy {

/// One row of roles.toml: what a role may do to records of some kinds.
struct Rule {
  std::string id;  ///< as the audit log names it
  Role role = Role::patient;
  std::vector<Kind> kinds;
  Set<Action> actions;
  bool any_owner = false;  ///< needs no relation (`relation = ["any"]`)
  RelationSet relations;   ///< otherwise one of these must be in force
  ClassSet classes;
  Set<Purpose> purposes;
  std::string citation;
};

/// What a component (background work of ours) may do, to records of any owner.
struct ComponentRule {
  std::string name;
  std::vector<Kind> kinds;
  Set<Action> actions;
  ClassSet classes;
  Set<Purpose> purposes;
  std::string citation;
};

/// Roles that no account may hold together (README, promise 7): none of `roles` with any of `from`.
struct Separation {
  RoleSet roles;
  RoleSet from;
  std::string citation;
};

/// One kind of classes.toml: the class of each top-level element, and of all that are not named.
/// What the FHIR edge offers of a kind. A kind whose records move by verbs of the portals is only read there:
/// its states bring consequences (relations, slots, signatures) that a plain write would leave out.
enum class OnFhir : std::uint8_t { nothing, reads, everything };

struct KindClasses {
  OnFhir on_fhir = OnFhir::nothing;
  Class otherwise = Class::clinical;                   ///< the strictest that the kind may hold
  std::map<std::string, Class, std::less<>> elements;  ///< a choice of types as `value[x]`
};

/// One search parameter of search.toml that reaches across owners; all others are scoped to one.
struct TenantWideParameter {
  enum class Compared : std::uint8_t { anyhow, equal };
  Kind kind;
  std::string parameter;
  int least_characters = 1;  ///< of the value: a shorter one would list half the clinic
  std::string citation;
  Compared compared = Compared::anyhow;  ///< whether ranges are allowed, or only "is this"
  int most_values = 50;  ///< of alternatives in one search: more would list half the clinic too
};

struct Rules {
  std::filesystem::path folder;  ///< that they were read from
  std::vector<Rule> rules;
  std::vector<ComponentRule> components;
  std::vector<Separation> separations;
  std::map<Kind, KindClasses> classes;
  std::map<std::string, Class, std::less<>> labels;  ///< security label (system|code) to class
  std::set<std::string, std::less<>> plain_labels;   ///< security labels that lift nothing
  std::vector<TenantWideParameter> tenant_wide;
  std::vector<Retention> retention;
  Tls tls;
  Map map;
  std::chrono::minutes idle_limit{15};  ///< the chart locks after this without input; a live call never does
  std::chrono::minutes session_limit{12 * 60};  ///< absolute
  std::chrono::hours active_around_appointment{24};
  std::chrono::seconds grant_lifetime{60};
  std::array<Purpose, role_count> usual_purpose{};  ///< why a role acts unless it says otherwise

  /// The class of one top-level element of a kind: `_x` follows `x`, `valueQuantity` follows `value[x]`, and
  /// one that isn't named has the strictest. Kinds that classes.toml doesn't name have none, so they can't be
  /// stored.
  Result<Class> class_of(const Kind& kind, std::string_view element) const;
  /// What a security label lifts the whole record to, if anything; a label that nobody named can't be stored.
  Result<std::optional<Class>> class_of_label(std::string_view system, std::string_view code) const;
  /// The row of search.toml that lets a parameter of a kind reach across owners; null when none does.
  const TenantWideParameter* reaches_tenant(const Kind& kind, std::string_view parameter) const;
  /// Why no account may hold these roles together; nothing when it may.
  std::optional<std::string_view> conflict(RoleSet roles) const;
};

/// What is wrong in a policy file: for the person who wrote it.
struct Mistake {
  std::string file;
  int line = 0;
  std::string reason;
};
/// "policy/roles.toml:12: …", a line each.
std::string describe(const std::vector<Mistake>& mistakes);

/// Reads dataflow, roles, classes, search, retention and tls from `folder`; all mistakes at once.
std::expected<Rules, std::vector<Mistake>> read(const std::filesystem::path& folder);

/// What a program starts with: `read`, and the map must be the one that its hops were compiled from.
std::expected<Rules, std::vector<Mistake>> load(const std::filesystem::path& folder);

}  // namespace salus::policy
