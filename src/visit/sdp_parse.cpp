// SPDX-License-Identifier: Apache-2.0
// From text to the model: lines, their order (RFC 8866 §5), sections, and the
// bounds on each.
#include "sdp_attribute.hpp"
#include "sdp_text.hpp"

#include <algorithm>

namespace salus::visit::sdp {
namespace {

constexpr std::size_t most_bytes = 65536;
constexpr std::size_t most_lines = 1024;
constexpr std::size_t most_line_bytes = 2048;
constexpr std::size_t most_attributes = 512;  // a section of Chromium's has 130
constexpr std::size_t most_sections = 4;

constexpr std::string_view session_order = "vosiuepcbtrzka";
constexpr std::string_view media_order = "micbka";
constexpr std::string_view repeatable = "epbtra";

struct Line {
  char type;
  std::string_view value;
};

Verdict<std::vector<Line>> split(std::string_view text) {
  if (text.size() > most_bytes) return std::unexpected(Refusal::too_large);
  std::vector<Line> lines;
  while (!text.empty()) {
    const auto end = text.find_first_of("\r\n");
    if (end == text.npos || text.substr(end, 2) != "\r\n") return std::unexpected(Refusal::bad_line_ending);
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 2);
    if (line.size() > most_line_bytes || lines.size() == most_lines)
      return std::unexpected(Refusal::too_large);
    if (!std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; })) {
      return std::unexpected(Refusal::bad_character);
    }
    if (line.size() < 2 || line[1] != '=') return std::unexpected(Refusal::bad_structure);
    lines.push_back({line[0], line.substr(2)});
  }
  return lines;
}

/// Follows the types of lines within one level.
class Order {
 public:
  explicit Order(std::string_view types) : types_(types) {}
  bool accepts(char type) {
    const auto at = types_.find(type);
    if (at == types_.npos || at < reached_) return false;
    if (at == reached_ && started_ && !repeatable.contains(type)) return false;
    reached_ = at;
    started_ = true;
    return true;
  }

 private:
  std::string_view types_;
  std::size_t reached_ = 0;
  bool started_ = false;
};

std::optional<Refusal> read_origin(std::string_view value, Description& into) {
  take(value,
       ' ');  // a name that tells of the browser or the person: written as `-`
  const auto session = number<std::uint64_t>(take(value, ' '));
  const auto version = number<std::uint64_t>(take(value, ' '));
  if (!session || !version || !value.starts_with("IN IP")) return Refusal::bad_structure;
  into.session = *session;
  into.version = *version;
  return {};
}

Attribute attribute(std::string_view text) {
  const auto name = take(text, ':');
  return {name, text};
}

std::optional<Refusal> read_session(std::span<const Line> lines, Description& into) {
  Order order(session_order);
  std::string seen;
  for (const auto& [type, value] : lines) {
    if (type == 'k') return Refusal::media_keys;
    if (!order.accepts(type)) return Refusal::bad_structure;
    if (type == 'v' && value != "0") return Refusal::bad_structure;
    if (type == 't' && value != "0 0") return Refusal::bad_structure;  // a call isn't announced for a time
    std::optional<Refusal> refusal;
    if (type == 'o') refusal = read_origin(value, into);
    if (type == 'a') refusal = read_session_attribute(attribute(value), into);
    if (refusal) return refusal;
    seen.push_back(type);
  }
  const bool whole = seen.starts_with("vos") && seen.contains('t');
  return whole ? std::nullopt : std::optional(Refusal::bad_structure);
}

/// `m=audio 9 UDP/TLS/RTP/SAVPF 111 63`
Verdict<Section> read_media_line(std::string_view value, std::string_view& formats) {
  Section section;
  const auto media = take(value, ' ');
  const auto port = number<std::uint16_t>(take(value, ' '));
  const auto protocol = take(value, ' ');
  formats = value;
  if (media == "audio")
    section.media = Media::audio;
  else if (media == "video")
    section.media = Media::video;
  else if (media == "application")
    section.media = Media::data;
  else
    return std::unexpected(Refusal::unknown_media);
  if (!port || value.empty()) return std::unexpected(Refusal::bad_structure);
  section.port = *port;
  const bool data = section.media == Media::data;
  if (protocol != (data ? "UDP/DTLS/SCTP" : "UDP/TLS/RTP/SAVPF"))
    return std::unexpected(Refusal::not_dtls_srtp);
  if (data && value != "webrtc-datachannel") return std::unexpected(Refusal::unknown_media);
  return section;
}

Verdict<Section> read_section(std::span<const Line> lines, std::optional<Direction> inherited, Rules rules) {
  std::string_view formats;
  auto section = read_media_line(lines.front().value, formats);
  if (!section) return section;
  section->direction = inherited.value_or(Direction::sendrecv);
  CodecReader codecs(section->media);
  if (section->media != Media::data) {
    if (auto refusal = codecs.payloads(formats)) return std::unexpected(*refusal);
  }
  Order order(media_order);
  bool direction_seen = false;
  if (lines.size() > most_attributes) return std::unexpected(Refusal::too_large);
  for (const auto& [type, value] : lines) {
    if (type == 'k') return std::unexpected(Refusal::media_keys);
    if (!order.accepts(type)) return std::unexpected(Refusal::bad_structure);
    if (type != 'a') continue;
    auto refusal = read_media_attribute(attribute(value), rules, *section, codecs, direction_seen);
    if (refusal) return std::unexpected(*refusal);
  }
  auto read = codecs.finish();
  if (!read) return std::unexpected(read.error());
  section->codecs = *std::move(read);
  return section;
}

}  // namespace

Verdict<Description> parse(std::string_view text, Rules rules) {
  const auto lines = split(text);
  if (!lines) return std::unexpected(lines.error());
  const auto is_media = [](const Line& line) { return line.type == 'm'; };
  Description description;
  auto at = std::ranges::find_if(*lines, is_media);
  if (auto refusal = read_session({lines->begin(), at}, description)) return std::unexpected(*refusal);
  while (at != lines->end()) {
    const auto next = std::find_if(at + 1, lines->end(), is_media);
    if (description.sections.size() == most_sections) return std::unexpected(Refusal::too_many_sections);
    auto section = read_section({at, next}, description.direction, rules);
    if (!section) return std::unexpected(section.error());
    description.sections.push_back(*std::move(section));
    at = next;
  }
  return description;
}

Verdict<std::string> filter(std::string_view description, Kind kind, Rules rules) {
  auto read = parse(description, rules);
  if (!read) return std::unexpected(read.error());
  const auto allowed = judge(*std::move(read), kind);
  if (!allowed) return std::unexpected(allowed.error());
  return write(*allowed);
}

}  // namespace salus::visit::sdp
