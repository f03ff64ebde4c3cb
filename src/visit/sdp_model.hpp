// SPDX-License-Identifier: Apache-2.0
// What a session description can say once it is understood; nothing else can be
// written.
#pragma once

#include "visit/sdp.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace salus::visit::sdp {

enum class Media : std::uint8_t { audio, video, data };
enum class Direction : std::uint8_t { sendrecv, sendonly, recvonly, inactive };
enum class Setup : std::uint8_t { actpass, active, passive };
enum class Digest : std::uint8_t { sha256, sha384, sha512 };

struct Fingerprint {
  Digest digest;
  std::string octets;  ///< upper-case pairs with colons: Firefox refuses lower case
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

/// What stands at session level, at media level, or at both. `resolve` makes
/// one of it.
struct Transport {
  std::optional<std::string> ufrag;
  std::optional<std::string> password;
  std::optional<Fingerprint> fingerprint;
  std::optional<Setup> setup;
  bool trickle = false;
};

/// A range that a numeric format parameter must lie in.
struct ParameterRule {
  std::string_view name;
  std::uint32_t least;
  std::uint32_t most;
};

/// One codec that we allow. The table of all of them is `formats`.
struct Format {
  Media media;
  std::string_view name;
  std::uint32_t clock;
  std::uint8_t channels;  ///< 0 where the text must not name any
  enum class Role : std::uint8_t { codec, retransmission, redundancy, correction } role;
  std::span<const ParameterRule> parameters;
};

struct Parameter {
  const ParameterRule* rule;
  std::uint32_t value;
};

struct Codec {
  std::uint8_t payload;
  const Format* format;
  std::vector<Parameter> parameters;
  std::vector<std::uint8_t> redundant;     ///< payloads inside RED for audio (RFC 2198)
  std::vector<std::string_view> feedback;  ///< each from the table `feedback_kinds`

  std::optional<std::uint32_t> parameter(std::string_view name) const;
};

struct Extension {
  std::uint8_t id;
  std::optional<Direction> direction;
  std::string_view uri;  ///< from the table `extension_uris`
};

struct Source {
  std::uint32_t ssrc;
  std::string cname;
};

struct Candidate {
  std::string foundation;
  std::uint32_t priority;
  std::string address;  ///< canonical numeric text, or a random .local name
  std::uint16_t port;
  std::optional<std::string> ufrag;  ///< tells a trickled candidate of before an
                                     ///< ICE restart from one after
};

struct Section {
  Media media;
  std::uint16_t port;
  std::string mid;
  Direction direction = Direction::sendrecv;
  Transport transport;
  std::vector<Codec> codecs;
  std::vector<Extension> extensions;
  std::vector<std::pair<std::string, std::string>> streams;  ///< msid: stream and track (RFC 8830)
  std::vector<Source> sources;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> retransmits;  ///< ssrc-group:FID
  std::vector<Candidate> candidates;
  bool bundle_only = false;
  bool mux = false;
  bool reduced_size = false;
  bool end_of_candidates = false;
  bool declined = false;  ///< only its place in the list remains
};

struct Description {
  std::uint64_t session;
  std::uint64_t version;
  bool mixed_extensions = false;
  std::vector<std::string> bundle;
  std::optional<Direction> direction;
  Transport transport;
  std::vector<Section> sections;
};

// The steps, in the order in which `filter` takes them.
Verdict<Description> parse(std::string_view text, Rules rules);
Verdict<Description> judge(Description read, Kind kind);
std::string write(const Description& allowed);

Verdict<Candidate> parse_candidate(std::string_view text, Rules rules);
std::string write_candidate(const Candidate& candidate);

}  // namespace salus::visit::sdp
