// SPDX-License-Identifier: Apache-2.0
// Writes a judged description from nothing, in one fixed order: what the model
// can't hold can't come out.
#include "sdp_model.hpp"

#include <array>
#include <iterator>

#include <fmt/format.h>

namespace salus::visit::sdp {
namespace {

template <class... Args>
void line(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
  out += "\r\n";
}

std::string_view word(Direction direction) {
  constexpr std::array<std::string_view, 4> words = {"sendrecv", "sendonly", "recvonly", "inactive"};
  return words[static_cast<std::size_t>(direction)];
}

std::string_view word(Digest digest) {
  constexpr std::array<std::string_view, 3> words = {"sha-256", "sha-384", "sha-512"};
  return words[static_cast<std::size_t>(digest)];
}

std::string_view word(Setup setup) {
  constexpr std::array<std::string_view, 3> words = {"actpass", "active", "passive"};
  return words[static_cast<std::size_t>(setup)];
}

std::string_view word(Media media) {
  constexpr std::array<std::string_view, 3> words = {"audio", "video", "application"};
  return words[static_cast<std::size_t>(media)];
}

void write_codec(std::string& out, const Codec& codec) {
  const auto& format = *codec.format;
  if (format.channels == 0)
    line(out, "a=rtpmap:{} {}/{}", codec.payload, format.name, format.clock);
  else
    line(out, "a=rtpmap:{} {}/{}/{}", codec.payload, format.name, format.clock, format.channels);
  for (const auto feedback : codec.feedback) line(out, "a=rtcp-fb:{} {}", codec.payload, feedback);
  std::string parameters;
  for (const auto& [rule, value] : codec.parameters) {
    fmt::format_to(std::back_inserter(parameters), "{}{}={}", parameters.empty() ? "" : ";", rule->name,
                   value);
  }
  for (const auto payload : codec.redundant) {
    fmt::format_to(std::back_inserter(parameters), "{}{}", parameters.empty() ? "" : "/", payload);
  }
  if (!parameters.empty()) line(out, "a=fmtp:{} {}", codec.payload, parameters);
}

void write_transport(std::string& out, const Transport& transport) {
  line(out, "a=ice-ufrag:{}", *transport.ufrag);
  line(out, "a=ice-pwd:{}", *transport.password);
  line(out, "a=fingerprint:{} {}", word(transport.fingerprint->digest), transport.fingerprint->octets);
  line(out, "a=setup:{}", word(*transport.setup));
}

void write_declined(std::string& out, const Section& section) {
  if (section.media == Media::data)
    line(out, "m=application 0 UDP/DTLS/SCTP webrtc-datachannel");
  else
    line(out, "m={} 0 UDP/TLS/RTP/SAVPF 0", word(section.media));
  line(out, "c=IN IP4 0.0.0.0");
  line(out, "a=mid:{}", section.mid);
  line(out, "a=inactive");
}

/// Port 9 and the empty address are what a browser writes before it has
/// candidates (RFC 8840 §4.1.1).
void write_live(std::string& out, const Section& section, const Transport& transport) {
  fmt::format_to(std::back_inserter(out), "m={} {} UDP/TLS/RTP/SAVPF", word(section.media),
                 section.bundle_only ? 0 : 9);
  for (const auto& codec : section.codecs) fmt::format_to(std::back_inserter(out), " {}", codec.payload);
  out += "\r\n";
  line(out, "c=IN IP4 0.0.0.0");
  for (const auto& candidate : section.candidates) line(out, "a={}", write_candidate(candidate));
  if (section.end_of_candidates) line(out, "a=end-of-candidates");
  write_transport(out, transport);
  line(out, "a=mid:{}", section.mid);
  if (section.bundle_only) line(out, "a=bundle-only");
  for (const auto& [id, way, uri] : section.extensions) {
    line(out, "a=extmap:{}{}{} {}", id, way ? "/" : "", way ? word(*way) : "", uri);
  }
  line(out, "a={}", word(section.direction));
  for (const auto& [stream, track] : section.streams) {
    line(out, "a=msid:{}{}{}", stream, track.empty() ? "" : " ", track);
  }
  line(out, "a=rtcp-mux");
  if (section.reduced_size) line(out, "a=rtcp-rsize");
  for (const auto& codec : section.codecs) write_codec(out, codec);
  for (const auto& [media, repair] : section.retransmits) line(out, "a=ssrc-group:FID {} {}", media, repair);
  for (const auto& [ssrc, cname] : section.sources) line(out, "a=ssrc:{} cname:{}", ssrc, cname);
}

}  // namespace

std::string write(const Description& allowed) {
  std::string out = "v=0\r\n";
  line(out, "o=- {} {} IN IP4 0.0.0.0", allowed.session, allowed.version);
  line(out, "s=-");
  line(out, "t=0 0");
  out += "a=group:BUNDLE";
  for (const auto& mid : allowed.bundle) out += " " + mid;
  out += "\r\n";
  if (allowed.mixed_extensions) line(out, "a=extmap-allow-mixed");
  if (allowed.transport.trickle) line(out, "a=ice-options:trickle");
  for (const auto& section : allowed.sections) {
    if (section.declined)
      write_declined(out, section);
    else
      write_live(out, section, allowed.transport);
  }
  return out;
}

std::string write_candidate(const Candidate& candidate) {
  return fmt::format("candidate:{} 1 udp {} {} {} typ host{}{}", candidate.foundation, candidate.priority,
                     candidate.address, candidate.port, candidate.ufrag ? " ufrag " : "",
                     candidate.ufrag.value_or(""));
}

}  // namespace salus::visit::sdp
