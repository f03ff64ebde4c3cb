// SPDX-License-Identifier: Apache-2.0
// What a party may say, and what of it reaches the other.
#include "room.hpp"

namespace salus::visit {

Outcome Room::receive(Party from, std::string_view message, Time now) {
  Outcome out;
  if (!seat(from).here || state_ == RoomState::ended) return out;
  const auto signal =
      flooded(seat(from), now) ? fail(Code::too_many, "visit: too many messages") : parse_signal(message);
  if (!signal) {
    out.shut = true;
    out.events.push_back({Event::Kind::misbehaved, from});
    return out;
  }
  std::visit([&](const auto& said) { on(from, said, out); }, *signal);
  return out;
}

void Room::refuse(Party from, Literal what, Literal reason, Literal words, Outcome& out) {
  SignalWriter message("refused");
  message.add("what", what.view()).add("reason", reason.view()).add("words", words.view());
  tell(from, message, out);
}

void Room::on(Party from, const Hello& hello, Outcome& out) {
  if (seat(from).call) return refuse(from, "hello", "repeated", "Said already.", out);
  seat(from).call = hello.call;
  meet(out);
}

void Room::pass_description(Party from, sdp::Kind kind, const std::string& text, Outcome& out) {
  const Literal what = kind == sdp::Kind::offer ? Literal("offer") : Literal("answer");
  const auto filtered = sdp::filter(text, kind, rules_);
  if (!filtered) {
    out.events.push_back({Event::Kind::refused, from, filtered.error()});
    // Both learn why there is no call: silence would look like a bad network.
    refuse(from, what, sdp::name(filtered.error()), sdp::words(filtered.error()), out);
    return refuse(other(from), what, sdp::name(filtered.error()), sdp::words(filtered.error()), out);
  }
  offered_ = kind == sdp::Kind::offer;
  SignalWriter message(what);
  message.add("call", call_).add("sdp", *filtered);
  tell(other(from), message, out);
}

void Room::on(Party from, const Offer& offer, Outcome& out) {
  if (from != Party::clinician)
    return refuse(from, "offer", "not_yours", "The clinician makes the offer.", out);
  if (live(offer.call)) pass_description(from, sdp::Kind::offer, offer.sdp, out);
}

void Room::on(Party from, const Answer& answer, Outcome& out) {
  if (from != Party::patient) return refuse(from, "answer", "not_yours", "The patient answers.", out);
  if (!live(answer.call)) return;
  if (!offered_) return refuse(from, "answer", "out_of_order", "There is no offer to answer.", out);
  pass_description(from, sdp::Kind::answer, answer.sdp, out);
}

void Room::on(Party from, const Candidate& candidate, Outcome& out) {
  if (!live(candidate.call)) return;
  const auto filtered = sdp::filter_candidate(candidate.candidate, rules_);
  if (!filtered) {
    if (sdp::harmless(filtered.error())) return;
    out.events.push_back({Event::Kind::refused, from, filtered.error()});
    return refuse(from, "candidate", sdp::name(filtered.error()), sdp::words(filtered.error()), out);
  }
  SignalWriter message("candidate");
  message.add("call", call_).add("candidate", *filtered).add("mid", candidate.mid);
  tell(other(from), message, out);
}

void Room::on(Party from, const Commit& commit, Outcome& out) {
  if (!live(commit.call)) return;
  Seat& its = seat(from);
  if (!its.commitment.empty() && its.commitment != commit.hash) {
    return refuse(from, "commit", "repeated", "Committed to another already.", out);
  }
  its.commitment = commit.hash;
  SignalWriter message("commit");
  message.add("call", call_).add("hash", commit.hash);
  tell(other(from), message, out);
}

void Room::on(Party from, const Reveal& reveal, Outcome& out) {
  if (!live(reveal.call)) return;
  Seat& its = seat(from);
  if (!its.nonce.empty() && its.nonce != reveal.nonce) {
    return refuse(from, "reveal", "repeated", "Revealed another already.", out);
  }
  if (its.commitment.empty() || seat(other(from)).commitment.empty()) {
    return refuse(from, "reveal", "out_of_order", "Both commit before either reveals.", out);
  }
  its.nonce = reveal.nonce;
  SignalWriter message("reveal");
  message.add("call", call_).add("nonce", reveal.nonce);
  tell(other(from), message, out);
}

void Room::on(Party from, const Connected& connected, Outcome& out) {
  if (connected.call != call_ || state_ != RoomState::connecting) return;
  seat(from).connected = true;
  if (!seat(other(from)).connected) return;
  state_ = RoomState::in_call;
  tell_state(out);
  out.events.push_back({Event::Kind::connected, from});
}

void Room::on(Party from, const Media& media, Outcome& out) {
  if (!live(media.call)) return;
  SignalWriter message("media");
  message.add("call", call_).flag("muted", media.muted).flag("camera_off", media.camera_off);
  tell(other(from), message, out);
}

/// The clinician's word ends the visit's call for both; a patient who hung up by mistake may come back.
void Room::on(Party from, const Bye&, Outcome& out) {
  if (from == Party::clinician) return finish("hung_up", from, out);
  auto left = leave(from);
  out.sends.insert(out.sends.end(), left.sends.begin(), left.sends.end());
  out.events.insert(out.events.end(), left.events.begin(), left.events.end());
}

}  // namespace salus::visit
