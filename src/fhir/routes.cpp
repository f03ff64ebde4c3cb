// SPDX-License-Identifier: Apache-2.0
// Reads and searches: shape what the gate opened, disclose it last.
#include "fhir/routes.hpp"

#include "capability.hpp"
#include "fhir/fhir.hpp"
#include "interaction.hpp"
#include "writes.hpp"

#include <charconv>

namespace salus::fhir {
namespace {

using Documents = std::vector<records::Document>;

Bytes bytes_of(const std::string& text) {
  return to_bytes(as_bytes(text));
}

Result<Bytes> one_resource(Documents documents, const ClassOf& class_of) {
  if (documents.size() != 1) return fail(Code::internal, "fhir: one resource was asked for");
  TRY(auto text, join(documents.front(), class_of));
  if (!text) return fail(Code::absent, "fhir: withheld as a whole");
  return bytes_of(*text);
}

Result<std::pair<policy::Kind, RecordId>> named(const route::Call& call) {
  TRY(auto kind, policy::Kind::parse(call.captures[0]));
  const auto id = RecordId::parse(call.captures[1]);
  if (!id) return fail(Code::absent, "fhir: no such id");
  return std::pair(std::move(kind), *id);
}

Task<http::Response> read(const RouteContext& context, route::Call call) {
  CO_TRY(const auto name, named(call));
  std::optional<std::uint64_t> wanted;
  if (call.captures.size() == 3) {
    CO_TRY(wanted, parse_etag("W/\"" + call.captures[2] + "\""));
  }
  const auto purpose = purpose_of(call.person(), context.rules);
  CO_TRY(auto found,
         co_await context.gate.read(call.subject(), purpose, hop::fhir_api, name.first, name.second, wanted));
  const ClassOf class_of = classes_of(context.rules).of_element;
  CO_TRY(auto body, records::disclose(std::move(found.document).shape([&class_of](Documents documents) {
           return one_resource(std::move(documents), class_of);
         }),
                                      hop::fhir_api));
  co_return resource_response(200, std::move(body), found.version);
}

Result<Bytes> all_versions(Documents documents, const ClassOf& class_of) {
  std::vector<Version> versions;
  for (const records::Document& document : documents) {
    Version version;
    version.record = document.record;
    version.written = document.written;
    version.what = document.record.version == 1 ? Version::What::created : Version::What::updated;
    if (document.members.empty() && document.withheld.empty()) {
      version.what = Version::What::deleted;
    } else {
      TRY(version.resource, join(document, class_of));
    }
    versions.push_back(std::move(version));
  }
  return bytes_of(history_bundle("/fhir", versions));
}

Task<http::Response> history(const RouteContext& context, route::Call call) {
  CO_TRY(const auto name, named(call));
  const auto purpose = purpose_of(call.person(), context.rules);
  CO_TRY(auto opened,
         co_await context.gate.history(call.subject(), purpose, hop::fhir_api, name.first, name.second));
  const ClassOf class_of = classes_of(context.rules).of_element;
  CO_TRY(auto body, records::disclose(std::move(opened).shape([&class_of](Documents documents) {
           return all_versions(std::move(documents), class_of);
         }),
                                      hop::fhir_api));
  co_return resource_response(200, std::move(body), std::nullopt);
}

Result<std::size_t> offset_of(const std::string& page) {
  if (page.empty()) return std::size_t{0};
  std::size_t offset = 0;
  const auto read = std::from_chars(page.data(), page.data() + page.size(), offset);
  if (read.ec != std::errc{} || read.ptr != page.data() + page.size() || offset > 1000) {
    return fail(Code::invalid, "fhir: not a page of ours");
  }
  return offset;
}

Result<Bytes> one_page(const Search& search, SearchPage page, Documents documents, const ClassOf& class_of) {
  for (const records::Document& document : documents) {
    TRY(auto text, join(document, class_of));
    if (!text) {
      ++page.withheld;
      continue;
    }
    page.matches.push_back({document.record.id, *std::move(text)});
  }
  return bytes_of(search_bundle(search, page));
}

Task<http::Response> search(const RouteContext& context, route::Call call) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const auto& parameter : call.request.target.query)
    parameters.emplace_back(parameter.name, parameter.value);
  CO_TRY(const auto wanted, parse_search(call.captures[0], parameters));
  CO_TRY(const auto offset, offset_of(wanted.page));
  const ClassOf class_of = classes_of(context.rules).of_element;
  gate::Search query;
  query.lookup.kind = wanted.kind;
  if (wanted.compartment) {
    const auto owner = OwnerId::parse(*wanted.compartment);
    if (!owner) co_return fail(Code::absent, "fhir: no such compartment");
    query.lookup.compartment = *owner;
  } else {
    CO_TRY(check_reach(wanted, context.rules));
  }
  for (const std::string& id : wanted.ids) {
    if (const auto record = RecordId::parse(id)) query.lookup.ids.push_back(*record);
  }
  query.lookup.by_id = !wanted.ids.empty();
  CO_TRY(query.lookup.all_of, lookup(wanted, class_of));
  CO_TRY(query.classes, classes(wanted, class_of));
  query.matches = [wanted](const records::Document& document) { return matches(wanted, document); };
  query.rank = [wanted](const records::Document& document) { return rank(wanted, document); };
  query.offset = offset;
  query.count = wanted.count;
  const auto purpose = purpose_of(call.person(), context.rules);
  CO_TRY(auto found, co_await context.gate.search(call.subject(), purpose, hop::fhir_api, std::move(query)));
  SearchPage page;
  page.base = "/fhir";
  page.truncated = found.truncated;
  page.withheld = found.withheld;
  if (!found.truncated) page.total = found.total;
  if (offset + wanted.count < found.total) page.next = std::to_string(offset + wanted.count);
  CO_TRY(auto body, records::disclose(std::move(found.documents).shape([&](Documents documents) {
           return one_page(wanted, page, std::move(documents), class_of);
         }),
                                      hop::fhir_api));
  co_return resource_response(200, std::move(body), std::nullopt);
}

// One answer for every interaction, before anything that a subject may or may not do is looked at.
template <class Handler>
Task<http::Response> of_known_kind(const RouteContext& context, Handler handler, route::Call call) {
  if (!serves(context.rules, call.captures[0]))
    co_return fail(Code::absent, "fhir: no such kind of resource");
  co_return co_await handler(context, std::move(call));
}

// By value: the closure that holds the statement may not outlive a suspended coroutine.
Task<http::Response> metadata(std::string statement, route::OpenCall call) {
  const auto format = call.request.parameter("_format");
  if (format && !is_json_format(*format)) co_return fail(Code::unsupported, "fhir: a format other than JSON");
  co_return resource_response(200, bytes_of(statement), std::nullopt);
}

}  // namespace

std::vector<route::Route> routes(const RouteContext& context) {
  using http::Method;
  using policy::Action;
  const auto guarded = [&context](Action action, auto handler) {
    return route::Guarded{action, "*", [&context, handler](route::Call call) {
                            return of_known_kind(context, handler, std::move(call));
                          }};
  };
  auto capabilities = [statement = capability_statement(context.rules, context.clock.now())](
                          route::OpenCall call) { return metadata(statement, std::move(call)); };
  constexpr auto family = route::Family::fhir;
  return {
      {Method::get,
       "/fhir/metadata",
       route::Open{"says only what the program can do", std::move(capabilities)},
       family,
       {"_format"}},
      {Method::get, "/fhir/{kind}", guarded(Action::search, search), family, {route::checks_parameters}},
      {Method::post, "/fhir/{kind}", guarded(Action::create, create), family},
      {Method::get, "/fhir/{kind}/{id}", guarded(Action::read, read), family},
      {Method::put, "/fhir/{kind}/{id}", guarded(Action::update, update), family},
      {Method::remove, "/fhir/{kind}/{id}", guarded(Action::remove, remove), family},
      {Method::get, "/fhir/{kind}/{id}/_history", guarded(Action::history, history), family},
      {Method::get, "/fhir/{kind}/{id}/_history/{version}", guarded(Action::vread, read), family},
  };
}

}  // namespace salus::fhir
