// SPDX-License-Identifier: Apache-2.0
// HL7's FHIR R4 definitions as a table in the program's read-only data: all that this room knows of any kind.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace salus::fhir {

/// A string of the table; equal strings have equal references.
enum class Text : std::uint32_t {};

inline constexpr std::uint32_t none = 0xffffffff;

/// A resource, a datatype, or an anonymous type inside one, which is named by its path. Rows are laid out as
/// definitions/table.mjs writes them.
struct Type {
  std::uint32_t required_low, required_high;
  Text name;
  std::uint32_t first_element, element_count;
  std::uint32_t first_parameter, parameter_count;
  std::uint32_t first_owner, owner_count;
  std::uint32_t flags, reserved[2];

  bool resource() const { return (flags & 1) != 0; }  ///< a kind, and not an abstract one
  bool abstract() const { return (flags & 2) != 0; }
  bool primitive() const { return (flags & 4) != 0; }
  /// Slots (see Element) of which one element must be there.
  std::uint64_t required() const { return std::uint64_t{required_high} << 32 | required_low; }
};

/// One JSON name of a type. A choice such as `value[x]` has one for each of its types; they share their slot.
struct Element {
  Text json;
  Text name;  ///< as defined, without `[x]`
  std::uint32_t type, binding, targets, bits;

  unsigned slot() const { return bits & 0xff; }
  bool list() const { return (bits >> 8 & 1) != 0; }
  bool modifier() const { return (bits >> 9 & 1) != 0; }
  bool summary() const { return (bits >> 10 & 1) != 0; }
  bool choice() const { return (bits >> 11 & 1) != 0; }
  bool mandatory() const { return (bits >> 12 & 1) != 0; }
};

enum class ParameterType : std::uint8_t {
  number,
  date,
  string,
  token,
  reference,
  composite,
  quantity,
  uri,
  special
};

struct Parameter {
  Text name;
  std::uint32_t first_path, path_count, bits, targets;

  ParameterType type() const { return static_cast<ParameterType>(bits & 0xff); }
  /// Its references to the compartment's kind name the record's owner.
  bool owner() const { return (bits >> 8 & 1) != 0; }
};

// NOLINTNEXTLINE(performance-enum-size): a Step is three words of the compiled table
enum class StepKind : std::uint32_t { child, json, target, where, truth };
struct Step {
  StepKind kind;
  Text a, b;
};
struct Path {
  std::uint32_t first_step, step_count;
};

/// Immutable and free to use from any thread. Nothing is copied: views last as long as the program.
class Definitions {
 public:
  /// The table that the build put into this program; it aborts when that isn't one.
  static const Definitions& load();

  const Type* type(std::string_view name) const;
  const Type& type(std::uint32_t index) const { return types_[index]; }
  std::span<const Type> types() const { return types_; }
  std::span<const Element> elements(const Type& type) const;
  const Element* element(const Type& type, std::string_view json) const;
  std::span<const Parameter> parameters(const Type& type) const;
  const Parameter* parameter(const Type& type, std::string_view name) const;
  std::span<const Path> paths(const Parameter& parameter) const;
  std::span<const Step> steps(const Path& path) const;
  /// The parameters whose references may put a record into someone's compartment, the most telling first.
  std::vector<const Parameter*> owners(const Type& type) const;
  /// The kind whose records own a compartment.
  const Type& compartment() const { return types_[compartment_]; }

  /// Kinds (indices of types) that a reference may name; empty for any.
  std::span<const std::uint32_t> targets(std::uint32_t set) const;
  /// Is the code in the required value set? An empty system stands for any. True when there is none.
  bool bound(std::uint32_t binding, std::string_view code, std::string_view system) const;
  /// Codes and systems of a required value set.
  std::vector<std::pair<std::string_view, std::string_view>> codes(std::uint32_t binding) const;

  std::string_view text(Text reference) const;
  /// The letter without case and accent; nothing when it stays as it is.
  std::optional<std::string_view> folded(char32_t letter) const;

 private:
  struct Code {
    Text code, system;
  };
  struct Run {
    std::uint32_t first, count;
  };
  struct Folding {
    std::uint32_t letter;
    Text text;
  };
  Definitions();

  std::span<const Type> types_;
  std::span<const Element> elements_;
  std::span<const Code> codes_;
  std::span<const Run> bindings_;
  std::span<const std::uint32_t> kinds_;
  std::span<const Run> target_sets_;
  std::span<const Parameter> parameters_;
  std::span<const Path> paths_;
  std::span<const Step> steps_;
  std::span<const std::uint32_t> owners_;
  std::span<const Folding> foldings_;
  std::string_view strings_;
  std::uint32_t compartment_ = 0;
};

}  // namespace salus::fhir
