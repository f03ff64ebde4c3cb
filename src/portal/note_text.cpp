// SPDX-License-Identifier: Apache-2.0
// Writes and reads the narrative of a note.
#include "note_text.hpp"

#include <array>
#include <utility>

namespace salus::portal {
namespace {

constexpr std::string_view blank_line = "\n\n";
constexpr auto escapes = std::to_array<std::pair<char, std::string_view>>(
    {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}});

void append_paragraph(std::string& out, std::string_view text) {
  out += "<p>";
  for (const char c : text) {
    const auto* escape = escapes.begin();
    while (escape != escapes.end() && escape->first != c) ++escape;
    if (c == '\n') {
      out += "<br/>";
    } else if (escape != escapes.end()) {
      out += escape->second;
    } else {
      out += c;
    }
  }
  out += "</p>";
}

std::string unix_lines(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out += text[i];
  }
  return out;
}

bool is_tag(std::string_view tag, std::string_view name) {
  return tag.starts_with(name) &&
         (tag.size() == name.size() || tag[name.size()] == ' ' || tag[name.size()] == '/');
}

// Appends what stands behind an ampersand, and says how long it is.
std::size_t append_entity(std::string& out, std::string_view text) {
  for (const auto& [character, escape] : escapes) {
    if (!text.starts_with(escape)) continue;
    out += character;
    return escape.size();
  }
  out += '&';
  return 1;
}

}  // namespace

std::string narrative_of(std::string_view text) {
  const std::string lines = unix_lines(text);
  std::string_view rest = lines;
  std::string out = R"(<div xmlns="http://www.w3.org/1999/xhtml">)";
  for (;;) {
    const auto end = rest.find(blank_line);
    append_paragraph(out, rest.substr(0, end));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + blank_line.size());
  }
  return out += "</div>";
}

std::string plain_of(std::string_view narrative) {
  std::string out;
  bool begun = false;
  while (!narrative.empty()) {
    if (narrative.front() == '<') {
      const auto end = narrative.find('>');
      if (end == std::string_view::npos) break;
      const auto tag = narrative.substr(1, end - 1);
      if (is_tag(tag, "br")) out += '\n';
      if (is_tag(tag, "p") && std::exchange(begun, true)) out += blank_line;
      narrative.remove_prefix(end + 1);
    } else if (narrative.front() == '&') {
      narrative.remove_prefix(append_entity(out, narrative));
    } else {
      out += narrative.front();
      narrative.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace salus::portal
