// SPDX-License-Identifier: Apache-2.0
// From a body, which is PHI from the first line, to a draft for the gate.
#include "writes.hpp"

#include "fhir/fhir.hpp"
#include "interaction.hpp"

#include <fmt/core.h>

namespace salus::fhir {
namespace {

struct Wanted {
  policy::Kind kind;
  RecordId id;
  std::uint64_t version = 1;  ///< that the write makes
  TenantId tenant;
};

Result<OwnerId> owner_for(const Resource& resource, const Wanted& wanted) {
  TRY(const auto owner, owner_of(resource));
  switch (owner.who) {
    case Owner::Who::itself:
      return OwnerId::from(wanted.id.bytes());
    case Owner::Who::another:
      return OwnerId::parse(owner.id);
    case Owner::Who::nobody:
      return OwnerId::from(wanted.tenant.bytes());
  }
  std::unreachable();
}

Result<records::Draft> draft_of(const Resource& resource, const Wanted& wanted, const policy::Rules& rules) {
  TRY(const auto owner, owner_for(resource, wanted));
  policy::RecordRef record{wanted.kind, wanted.id, owner, wanted.version};
  return split(resource, std::move(record), classes_of(rules));
}

// The issues of a refusal name defined elements and nothing that was sent, so they alone may leave the
// wrapping.
Result<policy::Phi<records::Draft>> draft_of(const policy::Phi<Bytes>& body, const Wanted& wanted,
                                             const policy::Rules& rules, std::optional<Refusal>& refusal) {
  return body.try_map([&](const Bytes& bytes) -> Result<records::Draft> {
    auto resource = Resource::parse(wanted.kind.view(), bytes);
    if (!resource) {
      refusal = std::move(resource).error();
      return fail(refusal->code, "fhir: the resource was refused");
    }
    if (wanted.version > 1) {
      if (auto named = require_id(*resource, wanted.id.text()); !named) {
        refusal = std::move(named).error();
        return fail(refusal->code, "fhir: a resource of another id");
      }
    }
    return draft_of(*resource, wanted, rules);
  });
}

bool takes(const http::Request& request) {
  const std::string type = request.media_type();
  return type == "application/fhir+json" || type == "application/json";
}

Task<http::Response> write(const RouteContext& context, const route::Call& call, const Wanted& wanted) {
  std::optional<Refusal> refusal;
  auto draft = draft_of(call.body, wanted, context.rules, refusal);
  if (!draft && refusal) co_return refused(*refusal);
  CO_TRY(auto accepted, std::move(draft));
  gate::Write write;
  write.changes.push_back(records::Change{std::move(accepted), wanted.version - 1});
  const auto purpose = purpose_of(call.person(), context.rules);
  CO_TRY(co_await context.gate.write(call.subject(), purpose, hop::fhir_api, std::move(write)));
  http::Response response(wanted.version == 1 ? std::uint16_t{201} : std::uint16_t{200});
  response.headers.add("ETag", etag(wanted.version));
  response.headers.add("Location", fmt::format("/fhir/{}/{}/_history/{}", wanted.kind.view(),
                                               wanted.id.text(), wanted.version));
  co_return response;
}

Result<Wanted> existing(const route::Call& call) {
  const auto match = call.request.header("If-Match");
  if (!match) return fail(Code::invalid, "fhir: If-Match is missing");
  Wanted wanted;
  TRY(wanted.kind, policy::Kind::parse(call.captures[0]));
  const auto id = RecordId::parse(call.captures[1]);
  if (!id) return fail(Code::absent, "fhir: no such id");
  wanted.id = *id;
  TRY(const auto seen, parse_etag(*match));
  wanted.version = seen + 1;
  wanted.tenant = call.person().tenant();
  return wanted;
}

// For an update a lost race means that If-Match no longer holds.
Result<http::Response> stale_on_conflict(Result<http::Response> answer) {
  if (!answer && answer.error().code == Code::conflict)
    return fail(Code::stale, "fhir: If-Match no longer holds");
  return answer;
}

}  // namespace

Task<http::Response> create(const RouteContext& context, route::Call call) {
  if (!takes(call.request)) co_return fail(Code::unsupported, "fhir: not FHIR JSON");
  Wanted wanted;
  CO_TRY(wanted.kind, policy::Kind::parse(call.captures[0]));
  wanted.id = RecordId::random(context.random);
  wanted.tenant = call.person().tenant();
  co_return co_await write(context, call, wanted);
}

Task<http::Response> update(const RouteContext& context, route::Call call) {
  if (!takes(call.request)) co_return fail(Code::unsupported, "fhir: not FHIR JSON");
  CO_TRY(const auto wanted, existing(call));
  co_return stale_on_conflict(co_await write(context, call, wanted));
}

Task<http::Response> remove(const RouteContext& context, route::Call call) {
  CO_TRY(const auto wanted, existing(call));
  const auto purpose = purpose_of(call.person(), context.rules);
  auto removed = co_await context.gate.remove(call.subject(), purpose, hop::fhir_api, wanted.kind, wanted.id,
                                              wanted.version - 1);
  if (!removed && removed.error().code == Code::conflict)
    co_return fail(Code::stale, "fhir: If-Match no longer holds");
  CO_TRY(std::move(removed));
  co_return http::Response(204);
}

}  // namespace salus::fhir
