// SPDX-License-Identifier: Apache-2.0
// The real room behind standard input and output, so that browser tests of the call need no whole server.
#include "base/random.hpp"
#include "visit/room.hpp"

#include <iostream>
#include <string>

namespace {

using namespace salus;
using namespace salus::visit;

std::string_view name(Event::Kind kind) {
  switch (kind) {
    case Event::Kind::joined:
      return "joined";
    case Event::Kind::left:
      return "left";
    case Event::Kind::admitted:
      return "admitted";
    case Event::Kind::connecting:
      return "connecting";
    case Event::Kind::connected:
      return "connected";
    case Event::Kind::refused:
      return "refused";
    case Event::Kind::misbehaved:
      return "misbehaved";
    case Event::Kind::reported:
      return "reported";
    case Event::Kind::ended:
      return "ended";
  }
  return "unknown";
}

std::string_view name(Party party) {
  return party == Party::clinician ? "clinician" : "patient";
}

void print(const Outcome& outcome) {
  for (const auto& [to, message] : outcome.sends) std::cout << "to " << name(to) << ' ' << message << '\n';
  for (const auto& event : outcome.events) {
    std::cout << "event " << name(event.by) << ' ' << name(event.kind);
    if (event.refusal) std::cout << ' ' << sdp::name(*event.refusal).view();
    if (event.report) std::cout << ' ' << visit::name(*event.report).view();
    std::cout << '\n';
  }
  std::cout << std::flush;
}

Outcome act(Room& room, std::string_view verb, Party party, std::string_view rest) {
  if (verb == "join") return room.join(party);
  if (verb == "leave") return room.leave(party);
  if (verb == "admit") return room.admit();
  if (verb == "end") return room.end(party);
  if (verb == "report") return room.report(party, parse_report(rest).value());
  return room.receive(party, rest, SystemClock().now());
}

}  // namespace

/// Lines of `verb party [rest]`.
int main() {
  SystemRandom random;
  ByteArray<16> context;
  random.fill(context);
  Room room(to_base64url(context), sdp::Rules{sdp::Loopback::allow}, {});
  for (std::string line; std::getline(std::cin, line);) {
    std::string_view rest = line;
    const auto next = [&rest] {
      const auto word = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
      return word;
    };
    const auto verb = next();
    const auto party = next() == "clinician" ? Party::clinician : Party::patient;
    print(act(room, verb, party, rest));
  }
}
