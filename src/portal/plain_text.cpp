// SPDX-License-Identifier: Apache-2.0
// From a narrative's XHTML to words. What it gives is shown as text, so what looks like a tag is harmless.
#include "chart_view.hpp"

#include <array>
#include <utility>

namespace salus::portal {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 5> entities{
    {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}}};

bool breaks_line(std::string_view tag) {
  return tag.starts_with("br") || tag == "/p" || tag == "/div" || tag == "/li";
}

// The character that an entity at the front stands for, and how long its name is.
std::pair<char, std::size_t> entity(std::string_view text) {
  for (const auto& [name, character] : entities) {
    if (text.starts_with(name)) return {character, name.size()};
  }
  return {'&', 1};
}

}  // namespace

std::string plain_text(std::string_view xhtml) {
  std::string text;
  while (!xhtml.empty()) {
    if (xhtml.front() == '<') {
      const auto end = xhtml.find('>');
      if (end == std::string_view::npos) break;
      if (breaks_line(xhtml.substr(1, end - 1))) text += '\n';
      xhtml.remove_prefix(end + 1);
    } else if (xhtml.front() == '&') {
      const auto [character, size] = entity(xhtml);
      text += character;
      xhtml.remove_prefix(size);
    } else {
      text += xhtml.front();
      xhtml.remove_prefix(1);
    }
  }
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace salus::portal
