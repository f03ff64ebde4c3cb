// SPDX-License-Identifier: Apache-2.0
// Laws of a room, for any messages of two parties in any order: a description that is passed on is a fixed
// point of the filter, and no nonce is passed on before both parties have committed.
#include "visit/room.hpp"

#include <cstdint>
#include <cstdlib>

#include <simdjson.h>

using namespace salus::visit;

namespace {

void hold(bool law) {
  if (!law) std::abort();
}

struct Watcher {
  bool committed[2] = {false, false};

  void look(const Outcome& outcome) {
    simdjson::dom::parser parser;
    for (const auto& [to, message] : outcome.sends) {
      simdjson::dom::object object;
      hold(parser.parse(message).get_object().get(object) == simdjson::SUCCESS);
      const std::string_view type = object["type"];
      const auto from = static_cast<std::size_t>(other(to));
      if (type == "start") committed[0] = committed[1] = false;
      if (type == "commit") committed[from] = true;
      if (type == "reveal") hold(committed[0] && committed[1]);
      if (type != "offer" && type != "answer") continue;
      const std::string_view sdp = object["sdp"];
      hold(sdp::filter(sdp, type == "offer" ? sdp::Kind::offer : sdp::Kind::answer) == std::string(sdp));
      hold(to == (type == "offer" ? Party::patient : Party::clinician));
    }
  }
};

}  // namespace

/// Lines: the first character says who acts and how, the rest is the message.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  Room room("context", {}, {});
  Watcher watcher;
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.empty()) continue;
    const Party party = line[0] & 1 ? Party::clinician : Party::patient;
    switch ((line[0] >> 1) & 7) {
      case 0:
        watcher.look(room.join(party));
        break;
      case 1:
        watcher.look(room.leave(party));
        break;
      case 2:
        watcher.look(room.admit());
        break;
      case 3:
        watcher.look(room.report(party, Report::dtls_failed));
        break;
      default:
        watcher.look(room.receive(party, line.substr(1), {}));
        break;
    }
  }
  return 0;
}
