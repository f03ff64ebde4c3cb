// SPDX-License-Identifier: Apache-2.0
// Reads the compiled definitions in place; definitions/table.mjs is the other half of this file.
#include "definitions.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>

static_assert(std::endian::native == std::endian::little, "the table is little-endian");

// Into read-only data as it is: an array literal of this size would cost seconds to compile.
asm(".section .rodata\n"
    ".balign 8\n"
    "salus_fhir_table: .incbin \"" SALUS_FHIR_TABLE
    "\"\n"
    "salus_fhir_table_end: .byte 0\n"
    ".previous\n");
extern "C" const char salus_fhir_table[];
extern "C" const char salus_fhir_table_end[];

namespace salus::fhir {
namespace {

/// Sections follow each other in the order of Definitions' members; each has its offset and count in the
/// header.
class Sections {
 public:
  Sections() {
    if (word() != 0x52494846) std::abort();
    compartment = word();
  }
  template <class Row>
  void next(std::span<const Row>& rows) {
    const std::size_t offset = word();
    const std::size_t count = word();
    const auto size = static_cast<std::size_t>(salus_fhir_table_end - salus_fhir_table);
    if (offset > size || count > (size - offset) / sizeof(Row)) std::abort();
    rows = {reinterpret_cast<const Row*>(salus_fhir_table + offset), count};
  }
  std::uint32_t compartment;

 private:
  std::uint32_t word() {
    std::uint32_t value;
    std::memcpy(&value, salus_fhir_table + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  std::size_t at_ = 0;
};

}  // namespace

Definitions::Definitions() {
  Sections sections;
  compartment_ = sections.compartment;
  sections.next(types_);
  sections.next(elements_);
  sections.next(codes_);
  sections.next(bindings_);
  sections.next(kinds_);
  sections.next(target_sets_);
  sections.next(parameters_);
  sections.next(paths_);
  sections.next(steps_);
  sections.next(owners_);
  sections.next(foldings_);
  std::span<const char> strings;
  sections.next(strings);
  strings_ = {strings.data(), strings.size()};
}

const Definitions& Definitions::load() {
  static const Definitions definitions;
  return definitions;
}

std::string_view Definitions::text(Text reference) const {
  const auto bits = static_cast<std::uint32_t>(reference);
  return strings_.substr(bits >> 8, bits & 0xff);
}

namespace {

template <class Row>
const Row* find(const Definitions& definitions, std::span<const Row> rows, Text Row::* key,
                std::string_view name) {
  const auto text = [&](const Row& row) { return definitions.text(row.*key); };
  const auto row = std::ranges::lower_bound(rows, name, {}, text);
  return row != rows.end() && text(*row) == name ? &*row : nullptr;
}

}  // namespace

const Type* Definitions::type(std::string_view name) const {
  return find(*this, types_, &Type::name, name);
}

std::span<const Element> Definitions::elements(const Type& type) const {
  return elements_.subspan(type.first_element, type.element_count);
}

const Element* Definitions::element(const Type& type, std::string_view json) const {
  return find(*this, elements(type), &Element::json, json);
}

std::span<const Parameter> Definitions::parameters(const Type& type) const {
  return parameters_.subspan(type.first_parameter, type.parameter_count);
}

const Parameter* Definitions::parameter(const Type& type, std::string_view name) const {
  return find(*this, parameters(type), &Parameter::name, name);
}

std::span<const Path> Definitions::paths(const Parameter& parameter) const {
  return paths_.subspan(parameter.first_path, parameter.path_count);
}

std::span<const Step> Definitions::steps(const Path& path) const {
  return steps_.subspan(path.first_step, path.step_count);
}

std::vector<const Parameter*> Definitions::owners(const Type& type) const {
  std::vector<const Parameter*> rows;
  for (auto index : owners_.subspan(type.first_owner, type.owner_count)) rows.push_back(&parameters_[index]);
  return rows;
}

std::span<const std::uint32_t> Definitions::targets(std::uint32_t set) const {
  if (set == none) return {};
  return kinds_.subspan(target_sets_[set].first, target_sets_[set].count);
}

bool Definitions::bound(std::uint32_t binding, std::string_view code, std::string_view system) const {
  if (binding == none) return true;
  const auto rows = codes_.subspan(bindings_[binding].first, bindings_[binding].count);
  const auto same =
      std::ranges::equal_range(rows, code, {}, [this](const Code& row) { return text(row.code); });
  if (system.empty()) return !same.empty();
  return std::ranges::any_of(same, [&](const Code& row) { return text(row.system) == system; });
}

std::vector<std::pair<std::string_view, std::string_view>> Definitions::codes(std::uint32_t binding) const {
  std::vector<std::pair<std::string_view, std::string_view>> found;
  if (binding == none) return found;
  for (const Code& row : codes_.subspan(bindings_[binding].first, bindings_[binding].count)) {
    found.emplace_back(text(row.code), text(row.system));
  }
  return found;
}

std::optional<std::string_view> Definitions::folded(char32_t letter) const {
  const auto row = std::ranges::lower_bound(foldings_, letter, {}, &Folding::letter);
  if (row == foldings_.end() || row->letter != letter) return std::nullopt;
  return text(row->text);
}

}  // namespace salus::fhir
