// SPDX-License-Identifier: Apache-2.0
// One visit's room as a state machine without sockets or clocks of its own: who is here, who may say what,
// and when.
#pragma once

#include "base/clock.hpp"
#include "visit/sdp.hpp"
#include "visit/signal.hpp"

#include <array>
#include <string>
#include <vector>

namespace salus::visit {

enum class Party : std::uint8_t { clinician, patient };
inline Party other(Party party) {
  return party == Party::clinician ? Party::patient : Party::clinician;
}

enum class RoomState : std::uint8_t {
  waiting,     ///< the clinician hasn't opened the call
  admitted,    ///< opened; somebody is missing
  connecting,  ///< both are here and setting up a call
  in_call,     ///< both have said that DTLS is up and their guard content
  ended,
};
Literal name(RoomState state);

/// Why a browser or a person ended a call for its safety; the words of the schema of /api/v1.
enum class Report : std::uint8_t {
  people_said_so,
  not_dtls_srtp,
  fingerprint_mismatch,
  fingerprint_count,
  peer_changed,
  certificate_unknown,
  dtls_failed,
  description_refused,
  reveal_mismatch,
  stats_missing,
};
Literal name(Report report);
std::optional<Report> parse_report(std::string_view text);

/// What happened, for the audit log and the encounter. Holds no content of any message.
struct Event {
  enum class Kind : std::uint8_t {
    joined,
    left,
    admitted,
    connecting,
    connected,
    refused,
    misbehaved,
    reported,
    ended
  };
  Kind kind;
  Party by;
  std::optional<sdp::Refusal> refusal = {};  ///< with `refused`
  std::optional<Report> report = {};         ///< with `reported`
};

/// What the caller must do: send each message in this order, tell the events, and hang up on a party that
/// misbehaved.
struct Outcome {
  struct Send {
    Party to;
    std::string message;
  };
  std::vector<Send> sends;
  std::vector<Event> events;
  bool shut = false;  ///< the sender broke the rules: close its socket
};

/// The clinician always offers. Descriptions and candidates go through the filter, without exception; a nonce
/// is passed on only when both have committed to theirs, so that neither they nor the server can choose one
/// that makes the codes agree. Not thread-safe: `Rooms` sees to that.
class Room {
 public:
  struct Limits {
    std::size_t messages_a_minute = 300;  ///< a call needs about 60; a flood beyond it shuts the socket
  };

  /// `context` is random and the same for both parties: it goes into the code, so that codes of two visits
  /// differ.
  Room(std::string context, sdp::Rules rules, Limits limits)
      : context_(std::move(context)), rules_(rules), limits_(limits) {}

  /// A socket of this party opened; one of before is thereby forgotten.
  Outcome join(Party party);
  /// Its socket is gone; it may come back.
  Outcome leave(Party party);
  Outcome receive(Party from, std::string_view message, Time now);
  Outcome admit();  ///< again is no error
  Outcome end(Party by);
  Outcome report(Party by, Report what);

  RoomState state() const { return state_; }
  bool empty() const { return !seats_[0].here && !seats_[1].here; }

 private:
  struct Seat {
    bool here = false;
    std::optional<CallNumber> call;  ///< that its browser is in; nothing before its hello
    bool connected = false;
    std::string commitment;
    std::string nonce;
    Time minute{};
    std::size_t messages = 0;
  };

  Seat& seat(Party party) { return seats_[static_cast<std::size_t>(party)]; }
  bool flooded(Seat& seat, Time now) const;
  bool live(CallNumber call) const;
  void meet(Outcome& out);
  void start(Outcome& out);
  void finish(Literal reason, Party by, Outcome& out, std::optional<Report> noticed = {});
  void tell(Party to, const SignalWriter& message, Outcome& out) const;
  void tell_state(Outcome& out);
  void refuse(Party from, Literal what, Literal reason, Literal words, Outcome& out);

  void on(Party from, const Hello& hello, Outcome& out);
  void on(Party from, const Offer& offer, Outcome& out);
  void on(Party from, const Answer& answer, Outcome& out);
  void on(Party from, const Candidate& candidate, Outcome& out);
  void on(Party from, const Commit& commit, Outcome& out);
  void on(Party from, const Reveal& reveal, Outcome& out);
  void on(Party from, const Connected& connected, Outcome& out);
  void on(Party from, const Media& media, Outcome& out);
  void on(Party from, const Bye& bye, Outcome& out);
  void pass_description(Party from, sdp::Kind kind, const std::string& text, Outcome& out);

  std::string context_;
  sdp::Rules rules_;
  Limits limits_;
  RoomState state_ = RoomState::waiting;
  CallNumber call_ = 0;
  bool offered_ = false;  ///< an offer waits for its answer
  std::array<Seat, 2> seats_;
};

}  // namespace salus::visit
