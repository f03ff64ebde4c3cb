// SPDX-License-Identifier: Apache-2.0
// An allow-list of output lines written apart from the filter, so that one
// doesn't repeat the other's mistakes.
#pragma once

#include <array>
#include <regex>
#include <string>
#include <string_view>
#include <unordered_set>

namespace salus::visit::sdp {

/// The first line of a filtered description that is not allowed, or nothing.
inline std::string first_line_not_allowed(std::string_view text) {
  static const std::regex allowed(
      R"(v=0|o=- \d{1,20} \d{1,20} IN IP4 0\.0\.0\.0|s=-|t=0 0|c=IN IP4 0\.0\.0\.0)"
      R"(|a=group:BUNDLE( [-_.+/{}A-Za-z0-9]{1,64})+|a=extmap-allow-mixed|a=ice-options:trickle)"
      R"(|m=(audio|video) [09] UDP/TLS/RTP/SAVPF( \d{1,3})+|m=application 0 UDP/DTLS/SCTP webrtc-datachannel)"
      R"(|a=candidate:[A-Za-z0-9+/]{1,32} 1 udp \d{1,10} )"
      R"(([0-9.]{7,15}|[0-9a-f:]{2,45}|[-0-9a-f]{36}\.local) \d{4,5} typ host( ufrag [A-Za-z0-9+/]{4,256})?)"
      R"(|a=end-of-candidates|a=ice-ufrag:[A-Za-z0-9+/]{4,256}|a=ice-pwd:[A-Za-z0-9+/]{22,256})"
      R"(|a=fingerprint:(sha-256 ([0-9A-F]{2}:){31}|sha-384 ([0-9A-F]{2}:){47}|sha-512 ([0-9A-F]{2}:){63})[0-9A-F]{2})"
      R"(|a=setup:(actpass|active)|a=mid:[-_.+/{}A-Za-z0-9]{1,64}|a=bundle-only)"
      R"(|a=extmap:\d{1,3}(/(sendrecv|sendonly|recvonly|inactive))? (urn:ietf:params:rtp-hdrext:(sdes:mid|toffset))"
      R"(|http://www\.webrtc\.org/experiments/rtp-hdrext/abs-send-time)"
      R"(|http://www\.ietf\.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01))"
      R"(|a=(sendrecv|sendonly|recvonly|inactive)|a=msid:[-_.+/{}A-Za-z0-9]{1,64}( [-_.+/{}A-Za-z0-9]{1,64})?)"
      R"(|a=rtcp-mux|a=rtcp-rsize|a=rtpmap:\d{1,3} (opus/48000/2|red/48000/2|VP8/90000|VP9/90000|rtx/90000)"
      R"(|red/90000|ulpfec/90000))"
      R"(|a=rtcp-fb:\d{1,3} (nack|nack pli|ccm fir|goog-remb|transport-cc)|a=fmtp:\d{1,3} \d{1,3}(/\d{1,3})*)"
      R"(|a=fmtp:\d{1,3} (minptime|useinbandfec|usedtx|stereo|sprop-stereo|maxplaybackrate|maxaveragebitrate|max-fs)"
      R"(|max-fr|profile-id|apt|rtx-time)=\d{1,6}(;[-a-z]{3,17}=\d{1,6})*)"
      R"(|a=ssrc-group:FID \d{1,10} \d{1,10}|a=ssrc:\d{1,10} cname:[-_.+/{}A-Za-z0-9]{1,64})",
      std::regex::optimize);
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    const std::string line(text.substr(0, end));
    if (end == text.npos || !std::regex_match(line, allowed)) return line.empty() ? "(empty)" : line;
    text.remove_prefix(end + 2);
  }
  return {};
}

}  // namespace salus::visit::sdp
