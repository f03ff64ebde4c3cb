// SPDX-License-Identifier: Apache-2.0
// A resource that came in, read, checked against its definition and made canonical.
#pragma once

#include "base/json.hpp"
#include "fhir/definitions.hpp"
#include "fhir/issue.hpp"

#include <concepts>
#include <optional>
#include <string>

namespace salus::fhir {

/// Immutable. Holds PHI: it has no stream or format operator, and must not outlive the request.
class Resource {
 public:
  /// Reads `text` as a resource of `kind` and checks it (see check). Refused with Code::invalid when it isn't
  /// JSON or of another kind, Code::too_large, Code::unsupported when the kind doesn't exist,
  /// Code::unprocessable when it breaks its definition.
  static Taken<Resource> parse(std::string_view kind, ByteView text, JsonLimits limits = {});
  /// Without the check: for what was checked when it was written. `kind` exists.
  static Result<Resource> trusted(std::string_view kind, ByteView text);

  const Type& type() const { return *type_; }
  std::string_view kind() const { return Definitions::load().text(type_->name); }
  const Json& json() const { return json_; }
  /// The id in the text, if it has one: of a create it means nothing, of an update it must be that of the
  /// URL (see require_id).
  std::optional<std::string_view> id() const;

 private:
  Resource(const Type& type, Json json) : type_(&type), json_(std::move(json)) {}

  const Type* type_;
  Json json_;
};

/// Refused with Code::invalid when the resource says that it has another id
/// (https://hl7.org/fhir/R4/http.html#update).
Taken<void> require_id(const Resource& resource, std::string_view id);

/// A reference to a record here: `Kind/id`, or `Kind/id/_history/version`.
struct LocalReference {
  std::string_view kind;
  std::string_view id;
};
/// Views of `text`. Nothing for absolute URLs, URNs, fragments, and for what is malformed.
std::optional<LocalReference> local_reference(std::string_view text);
template <std::same_as<std::string> S>
void local_reference(S&& text) = delete;  ///< the parts are views of `text`

/// Checks a resource against the definitions: known elements only, shapes and texts of primitives,
/// cardinality, one type per choice, `_x` companions, required bindings, references to kinds that the element
/// allows, contained resources, periods that run forwards, nothing empty. Refuses what would change the
/// meaning of the rest and isn't understood here
/// (`modifierExtension`, `implicitRules`), and a resource tagged SUBSETTED, which isn't the whole. At most 50
/// issues.
std::vector<Issue> check(const Json& json, const Type& type);

}  // namespace salus::fhir
