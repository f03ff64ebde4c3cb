// SPDX-License-Identifier: Apache-2.0
// The only way a session description crosses the server: read into types,
// judged, and written anew.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

/// Browsers accept nearly anything in a session description (RFC 8866): keys in
/// clear, weak or several fingerprints, plain RTP. No line of the input is
/// passed on: what this room understands and allows is written from nothing, in
/// an order of its own, and the rest is left out or refused. Two laws hold for
/// every input, and a fuzz target asserts them: filter(filter(x)) = filter(x),
/// and each line of the output matches a fixed allow-list. Everything here is
/// pure and safe on any thread.
namespace salus::visit::sdp {

enum class Kind : std::uint8_t { offer, answer };

/// Loopback addresses are of use to tests and demonstrations on one machine
/// only.
enum class Loopback : std::uint8_t { refuse, allow };

struct Rules {
  Loopback loopback = Loopback::refuse;
};

/// Why a description or a candidate is not passed on. Shown to both parties in
/// words, so it says nothing of its content.
enum class Refusal : std::uint8_t {
  too_large,           ///< over 64 KiB, 1,024 lines, 2,048 characters a line, 512
                       ///< attributes or 64 candidates a section
  bad_line_ending,     ///< a line that doesn't end in CRLF
  bad_character,       ///< a byte outside printable ASCII
  bad_structure,       ///< lines missing, repeated or out of the order of RFC 8866
  bad_attribute,       ///< an attribute that we know, with a value that it can't have
  repeated_attribute,  ///< an attribute twice, where one value must count
  too_many_sections,   ///< more than four m= lines
  no_media,            ///< no audio or video that isn't declined
  unknown_media,       ///< something other than audio, video or a data channel
  not_dtls_srtp,       ///< RTP/AVP, RTP/SAVPF or another transport than
                       ///< UDP/TLS/RTP/SAVPF (RFC 5764)
  media_keys,          ///< a=crypto, a=key-mgmt or k=: keys that the server would see
  no_fingerprint,      ///< a section whose certificate nothing vouches for (RFC
                       ///< 8122)
  two_fingerprints,    ///< more than one fingerprint: browsers disagree on which
                       ///< counts
  weak_fingerprint,    ///< a hash weaker than SHA-256
  bad_fingerprint,     ///< not as many octets as the hash has
  wrong_setup,         ///< other than actpass in an offer, active in an answer (RFC
                       ///< 8842)
  no_ice,              ///< credentials missing or not in the form of RFC 8839
  ice_differs,         ///< bundled sections with different credentials
  ice_lite,            ///< a peer that claims not to check connectivity
  not_bundled,         ///< a live section outside the one BUNDLE group (RFC 9143)
  no_rtcp_mux,         ///< RTCP on a port of its own (RFC 5761)
  no_codec,            ///< none of Opus, VP8, VP9
  bad_candidate,       ///< not in the form of RFC 8839, or a name other than a random
                       ///< .local one
  low_port,            ///< a candidate that points at a port below 1024
  candidate_not_udp,   ///< harmless: TCP
  candidate_not_rtp,   ///< harmless: a second component, for RTCP
  candidate_not_host,  ///< harmless: reflexive or relayed, of no use until there
                       ///< are relays
  candidate_address,   ///< harmless: an address that no peer can have, or
                       ///< loopback where that isn't allowed
};

/// For people: fixed words, one sentence.
Literal words(Refusal reason);
/// For programs: the enumerator's own name, as the web client knows it.
Literal name(Refusal reason);

/// True for candidates that browsers gather by themselves: they are left out
/// without a word. All else is refused.
constexpr bool harmless(Refusal reason) {
  return reason >= Refusal::candidate_not_udp;
}

template <class T>
using Verdict = std::expected<T, Refusal>;

/// The description as it may be passed on. It holds audio and video over
/// DTLS-SRTP with one certificate, Opus, VP8 and VP9, and no header extension
/// that tells a relay who speaks or what is shown. A data channel is declined.
Verdict<std::string> filter(std::string_view description, Kind kind, Rules rules = {});

/// One trickled candidate (RFC 8838), `candidate:…` or empty at the end of
/// candidates, as it may be passed on.
Verdict<std::string> filter_candidate(std::string_view candidate, Rules rules = {});

}  // namespace salus::visit::sdp
