// SPDX-License-Identifier: Apache-2.0
// What happens in a visit's room, as entries of the audit log.
#include "audience.hpp"
#include "portal/portal.hpp"
#include "visit_audit.hpp"
#include "visit_registry.hpp"

#include <optional>

namespace salus::portal {
namespace {

struct Words {
  Literal event;
  audit::Outcome outcome = audit::Outcome::granted;
};

// Reports are written by the route that takes them, so that one is never lost to a room that had ended
// before; that a call is being set up says no more than that both joined.
std::optional<Words> words_of(visit::Event::Kind kind) {
  using Kind = visit::Event::Kind;
  switch (kind) {
    case Kind::joined:
      return Words{"visit-joined"};
    case Kind::left:
      return Words{"visit-left"};
    case Kind::admitted:
      return Words{"visit-admitted"};
    case Kind::connected:
      return Words{"visit-connected"};
    case Kind::refused:
      return Words{"visit-description-refused", audit::Outcome::denied};
    case Kind::misbehaved:
      return Words{"visit-signalling-refused", audit::Outcome::denied};
    case Kind::ended:
      return Words{"visit-call-ended"};
    case Kind::connecting:
    case Kind::reported:
      return {};
  }
  return {};
}

Task<void> record(gate::Gate& gate, const Clock& clock, const VisitRegistry& registry, std::string visit,
                  visit::Event event) {
  const auto words = words_of(event.kind);
  if (!words) co_return Result<void>{};
  const auto attendee = registry.find(visit, event.by);
  // An event of nobody we know can't be told truly; the connection that caused it ends.
  if (!attendee) co_return fail(Code::internal, "portal: an event of nobody in the visit");
  auto entry = visit_event(*attendee, words->event, words->outcome, clock.now());
  entry.circumstance.hop = hop::signalling;
  if (event.refusal) entry.circumstance.rule = visit::sdp::name(*event.refusal).view();
  co_return co_await gate.note(std::move(entry));
}

}  // namespace

audit::Event visit_event(const Attendee& attendee, Literal event, audit::Outcome outcome, Time now) {
  const policy::Person& person = attendee.person;
  const Audience to = audience(person);
  return audit::Event{{.tenant = person.tenant(),
                       .actor = person.account().text(),
                       .roles = person.roles(),
                       .session = person.session(),
                       .address = person.address(),
                       .device = person.device(),
                       .action = policy::Action::update,
                       .purpose = to.purpose,
                       .hop = to.hop,
                       .at = now,
                       .rule = {}},
                      event,
                      outcome,
                      attendee.patient};
}

visit::Rooms::Listener visit_listener(gate::Gate& gate, const Clock& clock, const VisitRegistry& registry) {
  return [&gate, &clock, &registry](std::string visit, visit::Event event) {
    return record(gate, clock, registry, std::move(visit), event);
  };
}

visit::sdp::Rules sdp_rules(CallReach reach) {
  visit::sdp::Rules rules;
  rules.loopback =
      reach == CallReach::same_machine_too ? visit::sdp::Loopback::allow : visit::sdp::Loopback::refuse;
  return rules;
}

}  // namespace salus::portal
