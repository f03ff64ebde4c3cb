// SPDX-License-Identifier: Apache-2.0
// The closed vocabularies that the policy files and the program share.
#pragma once

#include "base/result.hpp"

#include <bit>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salus::policy {

/// Sensitivity of a part of a record; each has keys of its own.
enum class Class : std::uint8_t {
  demographic,
  identifier,
  clinical,
  message,
  document,
  operational,
  part2,               ///< substance use disorder, 42 CFR part 2
  psychotherapy,       ///< psychotherapy notes, 45 CFR 164.501
  minor_confidential,  ///< care that a minor may consent to alone
};
inline constexpr int class_count = 9;

/// Why one acts.
enum class Purpose : std::uint8_t { treatment, payment, operations, patient_request, emergency };

/// What one does, in FHIR's words for interactions where it has one.
enum class Action : std::uint8_t { read, vread, history, search, create, update, remove };

/// Who a person is in a clinic.
enum class Role : std::uint8_t {
  patient,
  clinician,
  nurse,
  front_desk,
  privacy_officer,
  custodian,
  administrator,
};
inline constexpr int role_count = 7;

/// How an account stands to the owner of a record, while the fact lasts.
enum class Relation : std::uint8_t {
  self,          ///< the owner is the person
  appointment,   ///< an appointment, and the time around it that roles.toml gives
  encounter,     ///< an open encounter
  open_work,     ///< an unsigned note
  clinic_visit,  ///< anybody of the clinic has an appointment or open encounter with the owner
};

/// The words of the policy files and the audit log: lower case, Class with hyphens, the others with
/// underscores.
std::string_view name(Class value);
std::string_view name(Purpose value);
std::string_view name(Action value);  ///< Action::remove is "delete", as FHIR calls it
std::string_view name(Role value);
std::string_view name(Relation value);
template <class E>
std::optional<E> from_name(std::string_view text);  ///< for each of the five above

/// A set of enumerators; E has fewer than 32.
template <class E>
class Set {
 public:
  constexpr Set() = default;
  constexpr Set(std::initializer_list<E> members) {
    for (E member : members) add(member);
  }
  constexpr void add(E member) { bits_ |= bit(member); }
  constexpr bool has(E member) const { return (bits_ & bit(member)) != 0; }
  constexpr bool contains(Set other) const { return (other.bits_ & ~bits_) == 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr int size() const { return std::popcount(bits_); }
  constexpr std::uint32_t bits() const { return bits_; }
  static constexpr Set from_bits(std::uint32_t bits) {
    Set set;
    set.bits_ = bits;
    return set;
  }
  constexpr Set operator&(Set other) const { return from_bits(bits_ & other.bits_); }
  constexpr Set operator|(Set other) const { return from_bits(bits_ | other.bits_); }
  constexpr Set operator-(Set other) const { return from_bits(bits_ & ~other.bits_); }
  friend constexpr bool operator==(Set, Set) = default;

 private:
  static constexpr std::uint32_t bit(E member) { return 1U << static_cast<unsigned>(member); }
  std::uint32_t bits_ = 0;
};
template <class E>
std::vector<std::string_view> names(Set<E> set);  ///< in the order of the enumerators

using ClassSet = Set<Class>;
using RoleSet = Set<Role>;
using RelationSet = Set<Relation>;

/// The name of a kind of record: a FHIR resource type, or one of our own such as `Account`. Letters, at most
/// 40, the first upper case. Kinds are data to this program: no room but the policy files lists them.
class Kind {
 public:
  Kind() = default;
  static Result<Kind> parse(std::string_view text);
  std::string_view view() const { return text_; }
  friend auto operator<=>(const Kind&, const Kind&) = default;

 private:
  std::string text_;
};

}  // namespace salus::policy
