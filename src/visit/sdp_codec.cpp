// SPDX-License-Identifier: Apache-2.0
// The codecs of a call: Opus, VP8 and VP9 with their repairs. H.264 and AV1
// stay out, since frames that are sealed end to end, which comes later, don't
// pass through their packetisers.
#include "sdp_codec.hpp"

#include "sdp_text.hpp"

#include <algorithm>
#include <array>

namespace salus::visit::sdp {
namespace {

using Role = Format::Role;

constexpr std::array<ParameterRule, 7> opus_parameters = {{{"minptime", 3, 120},
                                                           {"useinbandfec", 0, 1},
                                                           {"usedtx", 0, 1},
                                                           {"stereo", 0, 1},
                                                           {"sprop-stereo", 0, 1},
                                                           {"maxplaybackrate", 8000, 48000},
                                                           {"maxaveragebitrate", 6000, 510000}}};
constexpr std::array<ParameterRule, 2> vp8_parameters = {{{"max-fs", 1, 65535}, {"max-fr", 1, 240}}};
constexpr std::array<ParameterRule, 3> vp9_parameters = {
    {{"profile-id", 0, 3}, {"max-fs", 1, 65535}, {"max-fr", 1, 240}}};
constexpr std::array<ParameterRule, 2> rtx_parameters = {{{"apt", 0, 127}, {"rtx-time", 1, 60000}}};

constexpr std::array<Format, 7> formats = {{
    {Media::audio, "opus", 48000, 2, Role::codec, opus_parameters},         // RFC 7587
    {Media::audio, "red", 48000, 2, Role::redundancy, {}},                  // RFC 2198
    {Media::video, "VP8", 90000, 0, Role::codec, vp8_parameters},           // RFC 7741
    {Media::video, "VP9", 90000, 0, Role::codec, vp9_parameters},           // RFC 9628
    {Media::video, "rtx", 90000, 0, Role::retransmission, rtx_parameters},  // RFC 4588
    {Media::video, "red", 90000, 0, Role::redundancy, {}},
    {Media::video, "ulpfec", 90000, 0, Role::correction, {}},  // RFC 5109
}};

constexpr std::array<std::string_view, 5> feedback_kinds = {"nack", "nack pli", "ccm fir", "goog-remb",
                                                            "transport-cc"};

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

const Format* find_format(Media media, std::string_view map) {
  const auto name = take(map, '/');
  const auto clock = number<std::uint32_t>(take(map, '/'));
  const auto channels = map.empty() ? 0 : number<std::uint8_t>(map).value_or(255);
  const auto found = std::ranges::find_if(formats, [&](const Format& format) {
    return format.media == media && same_word(format.name, name) && format.clock == clock &&
           format.channels == channels;
  });
  return found == formats.end() ? nullptr : &*found;
}

Verdict<std::vector<Parameter>> read_parameters(const Format& format, std::string_view text) {
  std::vector<Parameter> read;
  while (!text.empty()) {
    auto item = take(text, ';');
    while (item.starts_with(' ')) item.remove_prefix(1);
    const auto name = take(item, '=');
    const auto rule = std::ranges::find(format.parameters, name, &ParameterRule::name);
    if (rule == format.parameters.end()) continue;
    if (has(read, &*rule, &Parameter::rule)) return std::unexpected(Refusal::repeated_attribute);
    const auto value = number<std::uint32_t>(item);
    if (!value || *value < rule->least || *value > rule->most) return std::unexpected(Refusal::bad_attribute);
    read.push_back({&*rule, *value});
  }
  return read;
}

Verdict<std::vector<std::uint8_t>> read_redundant(std::string_view text) {
  std::vector<std::uint8_t> read;
  while (!text.empty()) {
    const auto payload = number<std::uint8_t>(take(text, '/'));
    if (!payload || *payload > 127 || read.size() == 8) return std::unexpected(Refusal::bad_attribute);
    read.push_back(*payload);
  }
  return read;
}

const Codec* find_codec(const std::vector<Codec>& codecs, std::uint32_t payload) {
  const auto found = std::ranges::find(codecs, payload, &Codec::payload);
  return found == codecs.end() ? nullptr : &*found;
}

/// False for a repair of something that isn't there any more.
bool has_its_base(const Codec& codec, const std::vector<Codec>& all) {
  if (codec.format->role == Role::retransmission) {
    const auto apt = codec.parameter("apt");
    const auto* base = apt ? find_codec(all, *apt) : nullptr;
    return base && base->format->role != Role::retransmission;
  }
  if (codec.format->role == Role::redundancy && codec.format->media == Media::audio) {
    return !codec.redundant.empty() && std::ranges::all_of(codec.redundant, [&](std::uint8_t payload) {
      const auto* base = find_codec(all, payload);
      return base && base->format->role == Role::codec;
    });
  }
  return true;
}

}  // namespace

std::optional<std::uint32_t> Codec::parameter(std::string_view name) const {
  for (const auto& held : parameters) {
    if (held.rule->name == name) return held.value;
  }
  return {};
}

std::optional<Refusal> CodecReader::payloads(std::string_view list) {
  while (!list.empty()) {
    const auto payload = number<std::uint8_t>(take(list, ' '));
    if (!payload || *payload > 127) return Refusal::bad_structure;
    if (!raw_.try_emplace(*payload).second) return Refusal::repeated_attribute;
    order_.push_back(*payload);
  }
  return order_.empty() ? std::optional(Refusal::bad_structure) : std::nullopt;
}

/// The entry of the payload type that leads the value; null for one that the m=
/// line doesn't name, or for
/// `*`.
CodecReader::Raw* CodecReader::of(std::string_view& value) {
  const auto payload = number<std::uint8_t>(take(value, ' '));
  const auto found = payload ? raw_.find(*payload) : raw_.end();
  return found == raw_.end() ? nullptr : &found->second;
}

std::optional<Refusal> CodecReader::rtpmap(std::string_view value) {
  Raw* raw = of(value);
  if (!raw) return {};
  if (raw->map) return Refusal::repeated_attribute;
  raw->map = value;
  return {};
}

std::optional<Refusal> CodecReader::fmtp(std::string_view value) {
  Raw* raw = of(value);
  if (!raw) return {};
  if (raw->parameters) return Refusal::repeated_attribute;
  raw->parameters = value;
  return {};
}

std::optional<Refusal> CodecReader::feedback(std::string_view value) {
  Raw* raw = of(value);
  const auto kind = std::ranges::find(feedback_kinds, value);
  if (raw && kind != feedback_kinds.end() && !has(raw->feedback, *kind)) {
    raw->feedback.push_back(*kind);
  }
  return {};
}

Verdict<Codec> CodecReader::resolve(std::uint8_t payload, const Format& format, const Raw& raw) const {
  Codec codec;
  codec.payload = payload;
  codec.format = &format;
  codec.feedback = raw.feedback;
  const auto text = raw.parameters.value_or("");
  if (format.role == Role::redundancy) {
    auto redundant = read_redundant(format.media == Media::audio ? text : "");
    if (!redundant) return std::unexpected(redundant.error());
    codec.redundant = *std::move(redundant);
  } else {
    auto parameters = read_parameters(format, text);
    if (!parameters) return std::unexpected(parameters.error());
    codec.parameters = *std::move(parameters);
  }
  return codec;
}

Verdict<std::vector<Codec>> CodecReader::finish() const {
  std::vector<Codec> codecs;
  for (const auto payload : order_) {
    const Raw& raw = raw_.at(payload);
    const bool clashes_with_rtcp = payload >= 64 && payload < 96;  // RFC 5761 §4
    const Format* format = raw.map && !clashes_with_rtcp ? find_format(media_, *raw.map) : nullptr;
    if (!format) continue;
    auto codec = resolve(payload, *format, raw);
    if (!codec) return std::unexpected(codec.error());
    codecs.push_back(*std::move(codec));
  }
  // Twice: a retransmission may repair a redundancy that the first round takes
  // out.
  for (int round = 0; round < 2; ++round) {
    const auto all = codecs;
    std::erase_if(codecs, [&](const Codec& codec) { return !has_its_base(codec, all); });
  }
  return codecs;
}

}  // namespace salus::visit::sdp
