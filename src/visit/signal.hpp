// SPDX-License-Identifier: Apache-2.0
// What the two parties of a visit say to the server while they set up a call, as types.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace salus::visit {

/// Counts the calls of a visit: a reload makes a new one, a lost connection doesn't. Messages of an older
/// call are dropped without a word.
using CallNumber = std::uint32_t;
inline constexpr CallNumber most_calls = 1'000'000;

/// First of all: the call that this browser is still in, or 0.
struct Hello {
  CallNumber call;
};
struct Offer {
  CallNumber call;
  std::string sdp;
};
struct Answer {
  CallNumber call;
  std::string sdp;
};
/// RTCIceCandidateInit without the line index, which max-bundle makes needless.
struct Candidate {
  CallNumber call;
  std::string candidate;
  std::string mid;
};
/// SHA-256 over role, nonce and own fingerprint, as base64url; comes before any nonce is shown (as in RFC
/// 6189 §4.4).
struct Commit {
  CallNumber call;
  std::string hash;
};
struct Reveal {
  CallNumber call;
  std::string nonce;
};
/// DTLS is up and the guard is content.
struct Connected {
  CallNumber call;
};
/// What the sender has turned off, for the other's screen: a still picture alone looks like a bad network.
struct Media {
  CallNumber call;
  bool muted;
  bool camera_off;
};
struct Bye {};

using Signal = std::variant<Hello, Offer, Answer, Candidate, Commit, Reveal, Connected, Media, Bye>;

/// One JSON object with a `type` and exactly the members of that type. Code::invalid for anything else: an
/// unknown, missing or repeated member, a wrong type, a value out of bounds, text behind the object. Safe on
/// any thread.
Result<Signal> parse_signal(std::string_view json);

/// Writes the messages that go back. Keys are our own words; values are escaped.
class SignalWriter {
 public:
  explicit SignalWriter(Literal type) { add("type", type.view()); }
  SignalWriter& add(Literal key, std::string_view text);
  SignalWriter& add(Literal key, std::uint64_t number);
  SignalWriter& flag(Literal key, bool value);
  std::string finish() const { return text_ + "}"; }

 private:
  void name(Literal key);
  std::string text_ = "{";
};

}  // namespace salus::visit
