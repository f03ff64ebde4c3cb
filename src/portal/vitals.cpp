// SPDX-License-Identifier: Apache-2.0
// Records vital signs, all of them in one batch or none.
#include "vitals.hpp"

#include "answer.hpp"
#include "base/json_writer.hpp"
#include "draft.hpp"
#include "handle.hpp"
#include "names.hpp"

namespace salus::portal {

Task<http::Response> record_vitals(const Context& context, route::Call call) {
  const Handles handles(call.session);
  CO_TRY(const auto patient, handles.read("Patient", call.captures[0]));
  CO_TRY(const auto owner, OwnerId::from(patient.bytes()));
  CO_TRY(const auto found, measured(call.body));
  const auto account = context.accounts.who(call.person().account());
  const std::string performer = account ? account->name : std::string();
  const std::string at = rfc3339(context.clock.now());

  gate::Write write;
  for (const Measure& measure : found) {
    policy::RecordRef record;
    CO_TRY(record.kind, policy::Kind::parse("Observation"));
    record.id = RecordId::random(context.random);
    record.owner = owner;
    record.version = 1;
    CO_TRY(auto draft, call.body.try_map([&](const Bytes& bytes) -> Result<records::Draft> {
      TRY(const double value, value_in(bytes, measure));
      return draft_of(record, observation_json(measure, value, owner, at, performer), context.rules);
    }));
    records::Change change{std::move(draft)};
    write.changes.push_back(std::move(change));
  }
  const Audience to = audience(call.person());
  CO_TRY(co_await context.gate.write(call.subject(), to.purpose, to.hop, std::move(write)));
  JsonWriter body;
  body.begin_object()
      .key("recorded")
      .number(static_cast<std::int64_t>(found.size()))
      .field("at", at)
      .end_object();
  co_return json_response(201, body.text());
}

}  // namespace salus::portal
