// SPDX-License-Identifier: Apache-2.0
// The life of a room: coming, going, meeting, ending. What the parties say to each other is in
// room_signals.cpp.
#include "room.hpp"

#include <algorithm>
#include <chrono>

namespace salus::visit {

Literal name(RoomState state) {
  switch (state) {
    case RoomState::waiting:
      return "waiting";
    case RoomState::admitted:
      return "admitted";
    case RoomState::connecting:
      return "connecting";
    case RoomState::in_call:
      return "in_call";
    case RoomState::ended:
      return "ended";
  }
  return "ended";
}

Literal name(Report report) {
  switch (report) {
    case Report::people_said_so:
      return "people_said_so";
    case Report::not_dtls_srtp:
      return "not_dtls_srtp";
    case Report::fingerprint_mismatch:
      return "fingerprint_mismatch";
    case Report::fingerprint_count:
      return "fingerprint_count";
    case Report::peer_changed:
      return "peer_changed";
    case Report::certificate_unknown:
      return "certificate_unknown";
    case Report::dtls_failed:
      return "dtls_failed";
    case Report::description_refused:
      return "description_refused";
    case Report::reveal_mismatch:
      return "reveal_mismatch";
    case Report::stats_missing:
      return "stats_missing";
  }
  return "stats_missing";
}

std::optional<Report> parse_report(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(Report::stats_missing); ++i) {
    if (name(static_cast<Report>(i)).view() == text) return static_cast<Report>(i);
  }
  return {};
}

void Room::tell(Party to, const SignalWriter& message, Outcome& out) const {
  if (seats_[static_cast<std::size_t>(to)].here) out.sends.push_back({to, message.finish()});
}

void Room::tell_state(Outcome& out) {
  for (const Party party : {Party::clinician, Party::patient}) {
    tell(party, SignalWriter("state").add("state", name(state_).view()), out);
  }
}

Outcome Room::join(Party party) {
  Outcome out;
  Seat fresh;
  fresh.here = true;
  fresh.commitment = std::move(seat(party).commitment);
  fresh.nonce = std::move(seat(party).nonce);
  fresh.minute = seat(party).minute;  // a new socket doesn't lift the rate limit
  fresh.messages = seat(party).messages;
  seat(party) = std::move(fresh);
  if (state_ == RoomState::connecting || state_ == RoomState::in_call) state_ = RoomState::admitted;
  SignalWriter welcome("welcome");
  welcome.add("role", party == Party::clinician ? "clinician" : "patient");
  welcome.add("state", name(state_).view()).flag("peer", seat(other(party)).here);
  tell(party, welcome, out);
  tell(other(party), SignalWriter("peer").flag("present", true), out);
  out.events.push_back({Event::Kind::joined, party});
  return out;
}

Outcome Room::leave(Party party) {
  Outcome out;
  if (!seat(party).here) return out;
  seat(party).here = false;
  seat(party).call.reset();
  if (state_ == RoomState::connecting || state_ == RoomState::in_call) state_ = RoomState::admitted;
  tell(other(party), SignalWriter("peer").flag("present", false), out);
  out.events.push_back({Event::Kind::left, party});
  return out;
}

Outcome Room::admit() {
  Outcome out;
  if (state_ != RoomState::waiting) return out;
  state_ = RoomState::admitted;
  tell_state(out);
  out.events.push_back({Event::Kind::admitted, Party::clinician});
  meet(out);
  return out;
}

Outcome Room::end(Party by) {
  Outcome out;
  finish("hung_up", by, out);
  return out;
}

Outcome Room::report(Party by, Report what) {
  Outcome out;
  if (state_ != RoomState::ended) out.events.push_back({Event::Kind::reported, by, {}, what});
  if (what == Report::people_said_so) {
    finish("code_differs", by, out);
  } else {
    finish("guard", by, out, what);
  }
  return out;
}

/// Both learn why, and what the guard of one had noticed: "it ended" alone would send people into the same
/// call again.
void Room::finish(Literal reason, Party by, Outcome& out, std::optional<Report> noticed) {
  if (state_ == RoomState::ended) return;
  state_ = RoomState::ended;
  SignalWriter message("ended");
  message.add("reason", reason.view());
  if (noticed) message.add("noticed", name(*noticed).view());
  for (const Party party : {Party::clinician, Party::patient}) tell(party, message, out);
  out.events.push_back({Event::Kind::ended, by});
}

/// Both are here: they go on with the call that both are in, or start a new one.
void Room::meet(Outcome& out) {
  const auto& mine = seat(Party::clinician).call;
  const auto& theirs = seat(Party::patient).call;
  if (state_ != RoomState::admitted || !mine || !theirs) return;
  if (*mine != *theirs || *mine == 0 || *mine < call_) {
    call_ = std::max({*mine, *theirs, call_});
    return start(out);
  }
  call_ = *mine;  // newer than ours when the server was restarted beneath them
  state_ = RoomState::connecting;
  for (const Party party : {Party::clinician, Party::patient}) {
    tell(party, SignalWriter("resumed").add("call", call_), out);
  }
}

void Room::start(Outcome& out) {
  if (call_ >= most_calls) return finish("hung_up", Party::clinician, out);
  ++call_;
  offered_ = false;
  state_ = RoomState::connecting;
  for (const Party party : {Party::clinician, Party::patient}) {
    Seat& its = seat(party);
    its.call = call_;
    its.connected = false;
    its.commitment.clear();
    its.nonce.clear();
    tell(party, SignalWriter("start").add("call", call_).add("context", context_), out);
  }
  out.events.push_back({Event::Kind::connecting, Party::clinician});
}

/// False for what was said in a call of before, or while one of the two is away: a resumed call says it
/// again.
bool Room::live(CallNumber call) const {
  return call == call_ && (state_ == RoomState::connecting || state_ == RoomState::in_call);
}

bool Room::flooded(Seat& seat, Time now) const {
  if (now - seat.minute >= std::chrono::minutes(1)) {
    seat.minute = now;
    seat.messages = 0;
  }
  return ++seat.messages > limits_.messages_a_minute;
}

}  // namespace salus::visit
