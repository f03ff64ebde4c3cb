// SPDX-License-Identifier: Apache-2.0
// From a resource to the parts that records are sealed in, and to the values that a search may look for.
#pragma once

#include "fhir/resource.hpp"
#include "policy/rules.hpp"
#include "records/document.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace salus::fhir {

/// Class of a top-level element by its defined name, a choice as `value[x]`: policy's Rules::class_of. A
/// failure means that the kind or element can't be stored.
using ClassOf = std::function<Result<policy::Class>(const policy::Kind& kind, std::string_view element)>;
/// What a security label lifts the whole record to, if anything: policy's Rules::class_of_label.
using ClassOfLabel =
    std::function<Result<std::optional<policy::Class>>(std::string_view system, std::string_view code)>;
/// Whether the index keeps a parameter of a kind.
using Indexed = std::function<bool(const policy::Kind& kind, std::string_view parameter)>;

struct Classes {
  ClassOf of_element;
  ClassOfLabel of_label;
  Indexed indexed;  ///< empty: all parameters that can be searched; `_id` always is
};

/// The ones of policy/classes.toml. They refer to `rules`, which must outlive them.
Classes classes_of(const policy::Rules& rules);

/// Pure. `record` names what is written; its kind is the resource's. Members keep the order they came in;
/// `_x` has the class of `x`. `id`, `resourceType`, and version and time in `meta` are left out: they come
/// from the record.
Result<records::Draft> split(const Resource& resource, policy::RecordRef record, const Classes& classes);

}  // namespace salus::fhir
