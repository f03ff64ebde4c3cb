// SPDX-License-Identifier: Apache-2.0
// The reasons of refusal, as people and as programs read them.
#include "visit/sdp.hpp"

namespace salus::visit::sdp {

Literal words(Refusal reason) {
  switch (reason) {
    case Refusal::too_large:
      return "The call description is too large.";
    case Refusal::bad_line_ending:
      return "The call description has a malformed line ending.";
    case Refusal::bad_character:
      return "The call description holds a character that it can't have.";
    case Refusal::bad_structure:
      return "The call description is not in its standard form.";
    case Refusal::bad_attribute:
      return "The call description holds a malformed attribute.";
    case Refusal::repeated_attribute:
      return "The call description says the same thing twice.";
    case Refusal::too_many_sections:
      return "The call description has too many media sections.";
    case Refusal::no_media:
      return "The call description holds neither audio nor video.";
    case Refusal::unknown_media:
      return "The call description holds a kind of media that we don't know.";
    case Refusal::not_dtls_srtp:
      return "The call would not be encrypted with DTLS-SRTP.";
    case Refusal::media_keys:
      return "The call description carries encryption keys in clear.";
    case Refusal::no_fingerprint:
      return "The call description has no certificate fingerprint.";
    case Refusal::two_fingerprints:
      return "The call description has more than one certificate fingerprint.";
    case Refusal::weak_fingerprint:
      return "The certificate fingerprint uses a hash that is too weak.";
    case Refusal::bad_fingerprint:
      return "The certificate fingerprint is malformed.";
    case Refusal::wrong_setup:
      return "The call description asks for the wrong DTLS role.";
    case Refusal::no_ice:
      return "The call description has no valid connection credentials.";
    case Refusal::ice_differs:
      return "The call description has different connection credentials in its "
             "parts.";
    case Refusal::ice_lite:
      return "The call description claims a server that doesn't check "
             "connections.";
    case Refusal::not_bundled:
      return "The call description doesn't send all media over one connection.";
    case Refusal::no_rtcp_mux:
      return "The call description asks for a second port.";
    case Refusal::no_codec:
      return "The call description offers no codec that we allow.";
    case Refusal::bad_candidate:
      return "A connection address is malformed.";
    case Refusal::low_port:
      return "A connection address points at a reserved port.";
    case Refusal::candidate_not_udp:
      return "A connection address isn't for UDP.";
    case Refusal::candidate_not_rtp:
      return "A connection address is for a second port.";
    case Refusal::candidate_not_host:
      return "A connection address isn't the device's own.";
    case Refusal::candidate_address:
      return "A connection address can't be reached from elsewhere.";
  }
  return "The call description was refused.";
}

Literal name(Refusal reason) {
  switch (reason) {
    case Refusal::too_large:
      return "too_large";
    case Refusal::bad_line_ending:
      return "bad_line_ending";
    case Refusal::bad_character:
      return "bad_character";
    case Refusal::bad_structure:
      return "bad_structure";
    case Refusal::bad_attribute:
      return "bad_attribute";
    case Refusal::repeated_attribute:
      return "repeated_attribute";
    case Refusal::too_many_sections:
      return "too_many_sections";
    case Refusal::no_media:
      return "no_media";
    case Refusal::unknown_media:
      return "unknown_media";
    case Refusal::not_dtls_srtp:
      return "not_dtls_srtp";
    case Refusal::media_keys:
      return "media_keys";
    case Refusal::no_fingerprint:
      return "no_fingerprint";
    case Refusal::two_fingerprints:
      return "two_fingerprints";
    case Refusal::weak_fingerprint:
      return "weak_fingerprint";
    case Refusal::bad_fingerprint:
      return "bad_fingerprint";
    case Refusal::wrong_setup:
      return "wrong_setup";
    case Refusal::no_ice:
      return "no_ice";
    case Refusal::ice_differs:
      return "ice_differs";
    case Refusal::ice_lite:
      return "ice_lite";
    case Refusal::not_bundled:
      return "not_bundled";
    case Refusal::no_rtcp_mux:
      return "no_rtcp_mux";
    case Refusal::no_codec:
      return "no_codec";
    case Refusal::bad_candidate:
      return "bad_candidate";
    case Refusal::low_port:
      return "low_port";
    case Refusal::candidate_not_udp:
      return "candidate_not_udp";
    case Refusal::candidate_not_rtp:
      return "candidate_not_rtp";
    case Refusal::candidate_not_host:
      return "candidate_not_host";
    case Refusal::candidate_address:
      return "candidate_address";
  }
  return "refused";
}

}  // namespace salus::visit::sdp
