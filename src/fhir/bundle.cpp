// SPDX-License-Identifier: Apache-2.0
// Bundles by concatenation: the resources in them are bytes already.
#include "bundle.hpp"

#include "base/rfc3339.hpp"

namespace salus::fhir {
namespace {

std::string start(std::string_view type) {
  return std::string(R"({"resourceType":"Bundle","type":")").append(type).append("\"");
}

void append_link(std::string& out, std::string_view relation, std::string_view url) {
  out.append(R"({"relation":")").append(relation).append(R"(","url":)");
  append_json_string(out, url);
  out.push_back('}');
}

void append_full_url(std::string& out, std::string_view base, const policy::Kind& kind, const RecordId& id) {
  out.append(R"({"fullUrl":)");
  append_json_string(out, std::string(base).append("/").append(kind.view()).append("/").append(id.text()));
}

std::string self(const Search& search, std::string_view base) {
  std::string url(base);
  url.append("/").append(search.kind.view()).append("?_count=").append(std::to_string(search.count));
  if (!search.ids.empty()) url.append("&_id");
  for (const auto& criterion : search.all_of) url.append("&").append(criterion.parameter);
  return url;
}

constexpr std::string_view withheld_entry =
    R"({"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"suppressed",)"
    R"("diagnostics":"Some of what was found is withheld from you."}]},"search":{"mode":"outcome"}})";

constexpr std::string_view truncated_entry =
    R"({"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"too-costly",)"
    R"("diagnostics":"More records might match than were looked at: search for less."}]},"search":{"mode":"outcome"}})";

std::string_view method(Version::What what) {
  switch (what) {
    case Version::What::created:
      return "POST";
    case Version::What::updated:
      return "PUT";
    case Version::What::deleted:
      return "DELETE";
  }
  std::unreachable();
}

std::string_view status(Version::What what) {
  switch (what) {
    case Version::What::created:
      return "201";
    case Version::What::updated:
      return "200";
    case Version::What::deleted:
      return "204";
  }
  std::unreachable();
}

}  // namespace

std::string search_bundle(const Search& search, const SearchPage& page) {
  auto out = start("searchset");
  if (page.total) out.append(R"(,"total":)").append(std::to_string(*page.total));
  out.append(R"(,"link":[)");
  append_link(out, "self", self(search, page.base));
  if (!page.next.empty()) {
    out.push_back(',');
    append_link(out, "next", page.next);
  }
  out.push_back(']');
  if (page.matches.empty() && page.withheld == 0 && !page.truncated)
    return out.append("}");  // no empty lists
  out.append(R"(,"entry":[)");
  for (const Match& match : page.matches) {
    append_full_url(out, page.base, search.kind, match.id);
    out.append(R"(,"resource":)").append(match.resource).append(R"(,"search":{"mode":"match"}},)");
  }
  if (page.withheld > 0) out.append(withheld_entry).push_back(',');
  if (page.truncated) out.append(truncated_entry).push_back(',');
  out.pop_back();
  return out.append("]}");
}

std::string history_bundle(std::string_view base, const std::vector<Version>& versions) {
  auto out = start("history");
  out.append(R"(,"total":)").append(std::to_string(versions.size()));
  if (versions.empty()) return out.append("}");
  out.append(R"(,"entry":[)");
  for (const Version& version : versions) {
    const auto& kind = version.record.kind;
    append_full_url(out, base, kind, version.record.id);
    if (version.resource) out.append(R"(,"resource":)").append(*version.resource);
    out.append(R"(,"request":{"method":")").append(method(version.what));
    out.append(R"(","url":")").append(kind.view());
    if (version.what != Version::What::created) out.append("/").append(version.record.id.text());
    out.append(R"("},"response":{"status":")").append(status(version.what));
    out.append(R"(","etag":"W/\")").append(std::to_string(version.record.version));
    out.append(R"(\"","lastModified":")").append(rfc3339_millis(version.written)).append(R"("}},)");
  }
  out.pop_back();
  return out.append("]}");
}

}  // namespace salus::fhir
