// SPDX-License-Identifier: Apache-2.0
// Which attributes we know, and what their values may be. An unknown one is
// left out; a dangerous one refuses all.
#include "sdp_attribute.hpp"

#include "sdp_text.hpp"

#include <algorithm>
#include <array>

namespace salus::visit::sdp {
namespace {

using MaybeRefusal = std::optional<Refusal>;

// Header extensions stay in clear on the wire. Kept are those that carry no
// more than the packet itself tells: which section it belongs to and when it
// was sent. Left out on purpose: audio levels (who speaks when), video content
// type and timing, capture time, orientation (the browser turns the picture
// instead), play-out delay, colour space.
constexpr std::array<std::string_view, 4> extension_uris = {
    "urn:ietf:params:rtp-hdrext:sdes:mid",
    "urn:ietf:params:rtp-hdrext:toffset",
    "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
};

constexpr std::array<std::string_view, 4> directions = {"sendrecv", "sendonly", "recvonly", "inactive"};

std::optional<Direction> direction(std::string_view word) {
  const auto at = std::ranges::find(directions, word);
  if (at == directions.end()) return {};
  return static_cast<Direction>(at - directions.begin());
}

bool carries_keys(std::string_view name) {
  return name == "crypto" || name == "key-mgmt";
}

Verdict<Fingerprint> fingerprint(std::string_view value) {
  std::string hash(take(value, ' '));
  std::ranges::transform(hash, hash.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (hash == "sha-1" || hash == "sha-224" || hash == "md5" || hash == "md2") {
    return std::unexpected(Refusal::weak_fingerprint);
  }
  Fingerprint read;
  std::size_t octets = 0;
  if (hash == "sha-256") read.digest = Digest::sha256, octets = 32;
  if (hash == "sha-384") read.digest = Digest::sha384, octets = 48;
  if (hash == "sha-512") read.digest = Digest::sha512, octets = 64;
  if (octets == 0 || value.size() != octets * 3 - 1) return std::unexpected(Refusal::bad_fingerprint);
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i] >= 'a' && value[i] <= 'f' ? static_cast<char>(value[i] - 32) : value[i];
    const bool good = i % 3 == 2 ? c == ':' : (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
    if (!good) return std::unexpected(Refusal::bad_fingerprint);
    read.octets.push_back(c);
  }
  return read;
}

MaybeRefusal set_once(std::optional<std::string>& slot, std::string_view value, bool good) {
  if (!good) return Refusal::no_ice;
  if (slot) return Refusal::repeated_attribute;
  slot = value;
  return {};
}

MaybeRefusal read_setup(std::string_view value, Transport& into) {
  if (into.setup) return Refusal::repeated_attribute;
  if (value == "actpass") into.setup = Setup::actpass;
  if (value == "active") into.setup = Setup::active;
  if (value == "passive") into.setup = Setup::passive;
  return into.setup ? MaybeRefusal() : Refusal::wrong_setup;
}

MaybeRefusal read_fingerprint(std::string_view value, Transport& into) {
  if (into.fingerprint) return Refusal::two_fingerprints;
  auto read = fingerprint(value);
  if (!read) return read.error();
  into.fingerprint = *std::move(read);
  return {};
}

/// What may stand at either level. `known` says whether the attribute was one
/// of these.
MaybeRefusal read_transport(Attribute attribute, Transport& into, bool& known) {
  const auto [name, value] = attribute;
  known = true;
  if (carries_keys(name)) return Refusal::media_keys;
  if (name == "ice-lite") return Refusal::ice_lite;
  if (name == "fingerprint") return read_fingerprint(value, into);
  if (name == "setup") return read_setup(value, into);
  if (name == "ice-ufrag") return set_once(into.ufrag, value, is_ice(value, 4, 256));
  if (name == "ice-pwd") return set_once(into.password, value, is_ice(value, 22, 256));
  if (name == "ice-options") {
    for (auto rest = value; !rest.empty();) into.trickle |= take(rest, ' ') == "trickle";
    return {};
  }
  known = false;
  return {};
}

MaybeRefusal read_group(std::string_view value, Description& into) {
  if (take(value, ' ') != "BUNDLE") return {};
  if (!into.bundle.empty()) return Refusal::repeated_attribute;
  while (!value.empty()) {
    const auto mid = take(value, ' ');
    if (!is_label(mid) || into.bundle.size() == 64) return Refusal::bad_attribute;
    if (has(into.bundle, mid)) return Refusal::repeated_attribute;
    into.bundle.emplace_back(mid);
  }
  return {};
}

MaybeRefusal read_extension(std::string_view value, Section& into) {
  auto head = take(value, ' ');
  const auto uri = std::ranges::find(extension_uris, take(value, ' '));
  if (uri == extension_uris.end()) return {};
  const auto id = number<std::uint8_t>(take(head, '/'));
  const auto way = direction(head);
  if (!id || *id == 0 || *id == 15 || (!head.empty() && !way))
    return Refusal::bad_attribute;  // RFC 8285 §4.2
  for (const auto& other : into.extensions) {
    if (other.id == *id || other.uri == *uri) return Refusal::repeated_attribute;
  }
  into.extensions.push_back({*id, way, *uri});
  return {};
}

MaybeRefusal read_stream(std::string_view value, Section& into) {
  const auto stream = take(value, ' ');
  if (!is_label(stream) || (!value.empty() && !is_label(value)) || into.streams.size() == 4) {
    return Refusal::bad_attribute;
  }
  into.streams.emplace_back(stream, value);
  return {};
}

MaybeRefusal read_source(std::string_view value, Section& into) {
  const auto ssrc = number<std::uint32_t>(take(value, ' '));
  if (!ssrc) return Refusal::bad_attribute;
  if (take(value, ':') != "cname") return {};
  if (!is_label(value) || into.sources.size() == 16) return Refusal::bad_attribute;
  if (has(into.sources, *ssrc, &Source::ssrc)) return Refusal::repeated_attribute;
  into.sources.push_back({*ssrc, std::string(value)});
  return {};
}

MaybeRefusal read_source_group(std::string_view value, Section& into) {
  if (take(value, ' ') != "FID") return {};
  const auto media = number<std::uint32_t>(take(value, ' '));
  const auto repair = number<std::uint32_t>(value);
  if (!media || !repair || into.retransmits.size() == 8) return Refusal::bad_attribute;
  into.retransmits.emplace_back(*media, *repair);
  return {};
}

MaybeRefusal read_candidate(std::string_view value, Rules rules, Section& into) {
  auto read = parse_candidate(value, rules);
  if (!read) return harmless(read.error()) ? MaybeRefusal() : read.error();
  if (into.candidates.size() == 64) return Refusal::too_large;
  into.candidates.push_back(*std::move(read));
  return {};
}

MaybeRefusal read_mid(std::string_view value, Section& into) {
  if (!into.mid.empty()) return Refusal::repeated_attribute;
  if (!is_label(value)) return Refusal::bad_attribute;
  into.mid = value;
  return {};
}

}  // namespace

std::optional<Refusal> read_session_attribute(Attribute attribute, Description& into) {
  bool known = false;
  if (auto refusal = read_transport(attribute, into.transport, known); refusal || known) return refusal;
  if (attribute.name == "group") return read_group(attribute.value, into);
  if (attribute.name == "extmap-allow-mixed") into.mixed_extensions = true;
  if (const auto way = direction(attribute.name)) {
    if (into.direction) return Refusal::repeated_attribute;
    into.direction = way;
  }
  return {};
}

std::optional<Refusal> read_media_attribute(Attribute attribute, Rules rules, Section& into,
                                            CodecReader& codecs, bool& direction_seen) {
  const auto [name, value] = attribute;
  bool known = false;
  if (auto refusal = read_transport(attribute, into.transport, known); refusal || known) return refusal;
  if (name == "rtpmap") return codecs.rtpmap(value);
  if (name == "fmtp") return codecs.fmtp(value);
  if (name == "rtcp-fb") return codecs.feedback(value);
  if (name == "candidate") return read_candidate(value, rules, into);
  if (name == "mid") return read_mid(value, into);
  if (name == "msid") return read_stream(value, into);
  if (name == "ssrc") return read_source(value, into);
  if (name == "ssrc-group") return read_source_group(value, into);
  if (name == "extmap") return read_extension(value, into);
  if (name == "rtcp-mux") into.mux = true;
  if (name == "rtcp-rsize") into.reduced_size = true;
  if (name == "bundle-only") into.bundle_only = true;
  if (name == "end-of-candidates") into.end_of_candidates = true;
  if (const auto way = direction(name)) {
    if (direction_seen) return Refusal::repeated_attribute;
    direction_seen = true;
    into.direction = *way;
  }
  return {};
}

}  // namespace salus::visit::sdp
