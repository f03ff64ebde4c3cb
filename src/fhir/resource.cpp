// SPDX-License-Identifier: Apache-2.0
// Intake of one resource.
#include "resource.hpp"

#include "primitive.hpp"

namespace salus::fhir {
namespace {

std::unexpected<Refusal> refuse(Code code, IssueCode issue, Literal text) {
  return std::unexpected(Refusal{code, {Issue{issue, text, {}}}});
}

}  // namespace

Taken<Resource> Resource::parse(std::string_view kind, ByteView text, JsonLimits limits) {
  const Type* type = Definitions::load().type(kind);
  if (type == nullptr || !type->resource()) {
    return refuse(Code::unsupported, IssueCode::not_supported, "There is no such kind of resource.");
  }
  auto json = Json::parse(text, limits);
  if (!json) return std::unexpected(refusal(json.error()));
  const Json::Index named = (*json)[0].shape == Json::Shape::object ? json->find(0, "resourceType") : 0;
  if (named == 0 || (*json)[named].shape != Json::Shape::string || json->string(named) != kind) {
    return refuse(Code::invalid, IssueCode::structure,
                  "The content isn't a resource of the kind in the address.");
  }
  auto issues = check(*json, *type);
  if (!issues.empty()) return std::unexpected(Refusal{Code::unprocessable, std::move(issues)});
  return Resource(*type, *std::move(json));
}

Result<Resource> Resource::trusted(std::string_view kind, ByteView text) {
  const Type* type = Definitions::load().type(kind);
  if (type == nullptr || !type->resource()) return fail(Code::internal, "fhir: no such kind");
  TRY(auto json, Json::parse(text));
  if (json[0].shape != Json::Shape::object) return fail(Code::corrupt, "fhir: not an object");
  return Resource(*type, std::move(json));
}

std::optional<std::string_view> Resource::id() const {
  const auto index = json_.find(0, "id");
  if (index == 0) return std::nullopt;
  const auto quoted = json_.raw(index);  // an id has no character that is escaped
  return quoted.substr(1, quoted.size() - 2);
}

Taken<void> require_id(const Resource& resource, std::string_view id) {
  if (resource.id().value_or(id) == id) return {};
  return refuse(Code::invalid, IssueCode::value, "The id in the content isn't the one in the address.");
}

std::optional<LocalReference> local_reference(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto kind = text.substr(0, slash);
  const Type* type = Definitions::load().type(kind);
  if (type == nullptr || !type->resource()) return std::nullopt;
  auto id = text.substr(slash + 1);
  constexpr std::string_view history = "/_history/";
  if (const auto at = id.find(history); at != std::string_view::npos) {
    if (!is_id(id.substr(at + history.size()))) return std::nullopt;
    id = id.substr(0, at);
  }
  if (!is_id(id)) return std::nullopt;
  return LocalReference{kind, id};
}

}  // namespace salus::fhir
