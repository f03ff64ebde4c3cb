// SPDX-License-Identifier: Apache-2.0
// What a description that was understood must say, so that two browsers can
// only meet over DTLS-SRTP with one certificate each.
#include "sdp_model.hpp"
#include "sdp_text.hpp"

#include <algorithm>

namespace salus::visit::sdp {
namespace {

using MaybeRefusal = std::optional<Refusal>;

/// A data channel is declined, and so is what came with port 0, unless an offer
/// bundles it (RFC 9143 §6).
void decline(Section& section, Kind kind) {
  const bool bundled = section.bundle_only && kind == Kind::offer;
  section.declined = section.media == Media::data || (section.port == 0 && !bundled);
  section.bundle_only = section.port == 0 && bundled && !section.declined;
}

/// Chromium takes the last fingerprint of one section, Firefox any of all: only
/// where there is no choice do both take the same. Declined sections count, so
/// that none hides there.
MaybeRefusal check_fingerprint(Description& description) {
  std::optional<Fingerprint> only = description.transport.fingerprint;
  for (const auto& section : description.sections) {
    const auto& own = section.transport.fingerprint;
    if (own && only && *own != *only) return Refusal::two_fingerprints;
    if (own) only = own;
  }
  const bool everywhere = description.transport.fingerprint ||
                          std::ranges::all_of(description.sections, [](const Section& section) {
                            return section.declined || section.transport.fingerprint;
                          });
  if (!only || !everywhere) return Refusal::no_fingerprint;
  description.transport.fingerprint = only;
  return {};
}

/// Rewriting a role would leave the two ends with different ideas of it, so
/// another role is refused: `actpass` in offers and `active` in answers are
/// what browsers write, as long as the same side always offers.
MaybeRefusal check_setup(const Section& section, const Transport& session, Kind kind) {
  const auto setup = section.transport.setup ? section.transport.setup : session.setup;
  const auto wanted = kind == Kind::offer ? Setup::actpass : Setup::active;
  return setup == wanted ? MaybeRefusal() : Refusal::wrong_setup;
}

MaybeRefusal check_ice(const Section& section, const Transport& session, Transport& only) {
  const auto& ufrag = section.transport.ufrag ? section.transport.ufrag : session.ufrag;
  const auto& password = section.transport.password ? section.transport.password : session.password;
  if (!ufrag || !password) return Refusal::no_ice;
  if (only.ufrag && (*only.ufrag != *ufrag || *only.password != *password)) return Refusal::ice_differs;
  only.ufrag = ufrag;
  only.password = password;
  only.trickle |= section.transport.trickle;
  return {};
}

/// Leaves the live sections in the group, in its order; the first, whose
/// transport all share, must not be bundle-only.
MaybeRefusal check_bundle(Description& description) {
  std::vector<std::string> live;
  for (const auto& mid : description.bundle) {
    const auto section = std::ranges::find(description.sections, mid, &Section::mid);
    if (section == description.sections.end() || section->declined) continue;
    if (live.empty() && section->bundle_only) return Refusal::not_bundled;
    live.push_back(mid);
  }
  for (const auto& section : description.sections) {
    if (section.mid.empty()) return Refusal::not_bundled;
    if (std::ranges::count(description.sections, section.mid, &Section::mid) > 1)
      return Refusal::repeated_attribute;
    if (!section.declined && !has(live, section.mid)) return Refusal::not_bundled;
  }
  description.bundle = std::move(live);
  return {};
}

MaybeRefusal check_codecs(Section& section) {
  const bool any = std::ranges::any_of(
      section.codecs, [](const Codec& codec) { return codec.format->role == Format::Role::codec; });
  if (!any) return Refusal::no_codec;
  std::erase_if(section.retransmits, [&](const auto& pair) {
    return !has(section.sources, pair.first, &Source::ssrc) ||
           !has(section.sources, pair.second, &Source::ssrc);
  });
  return {};
}

MaybeRefusal check_section(Section& section, Transport& only, const Transport& session, Kind kind) {
  if (auto refusal = check_setup(section, session, kind)) return refusal;
  if (auto refusal = check_ice(section, session, only)) return refusal;
  if (!section.mux) return Refusal::no_rtcp_mux;
  return check_codecs(section);
}

}  // namespace

Verdict<Description> judge(Description read, Kind kind) {
  for (auto& section : read.sections) decline(section, kind);
  if (std::ranges::all_of(read.sections, &Section::declined)) return std::unexpected(Refusal::no_media);
  if (auto refusal = check_fingerprint(read)) return std::unexpected(*refusal);
  Transport only;
  only.fingerprint = read.transport.fingerprint;
  only.trickle = read.transport.trickle;
  for (auto& section : read.sections) {
    if (section.declined) continue;
    if (auto refusal = check_section(section, only, read.transport, kind)) return std::unexpected(*refusal);
  }
  only.setup = kind == Kind::offer ? Setup::actpass : Setup::active;
  read.transport = std::move(only);
  if (auto refusal = check_bundle(read)) return std::unexpected(*refusal);
  return read;
}

}  // namespace salus::visit::sdp
