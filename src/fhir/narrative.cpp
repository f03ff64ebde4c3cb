// SPDX-License-Identifier: Apache-2.0
// A small reader of the XHTML that a narrative may hold; what it doesn't know it refuses.
#include "narrative.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace salus::fhir {
namespace {

using View = std::string_view;
constexpr std::size_t deepest = 64;

// clang-format off: one name a line would fill two pages
constexpr auto elements = std::to_array<View>({
    "a", "abbr", "acronym", "address", "b", "bdo", "big", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "ins", "kbd", "li", "map", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var"});
constexpr auto attributes = std::to_array<View>({
    "abbr", "align", "alt", "axis", "bgcolor", "border", "cellpadding", "cellspacing", "char", "charoff", "cite",
    "class", "clear", "color", "cols", "colspan", "compact", "dir", "frame", "headers", "height", "href", "hspace",
    "id", "lang", "name", "noshade", "nowrap", "rel", "rows", "rowspan", "rules", "scope", "shape", "size", "span",
    "src", "start", "style", "summary", "title", "type", "valign", "value", "vspace", "width", "xml:lang", "xmlns"});
// clang-format on

bool space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool one_of(std::span<const View> list, View name) {
  return std::ranges::find(list, name) != list.end();
}

std::string lower(View text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return out;
}

/// A scheme that runs nothing, or none at all, which an entity could only hide.
bool is_link(View text) {
  static constexpr auto schemes = std::to_array<View>({"http://", "https://", "mailto:", "tel:", "urn:"});
  const auto link = lower(text);
  if (std::ranges::any_of(schemes, [&](View scheme) { return link.starts_with(scheme); })) return true;
  return link.find_first_of(":&\\") == View::npos && !link.starts_with("//");
}

/// What a page would fetch by itself, without a click, comes from inside the record only.
bool is_source(View text) {
  static constexpr auto kinds =
      std::to_array<View>({"data:image/png;", "data:image/jpeg;", "data:image/gif;"});
  return std::ranges::any_of(kinds, [&](View kind) { return text.starts_with(kind); }) ||
         (is_link(text) && text.find(':') == View::npos);
}

bool is_style(View text) {
  static constexpr auto active =
      std::to_array<View>({"url", "expression", "script", "import", "behavior", "binding"});
  const auto style = lower(text);
  return style.find_first_of("\\&@") == View::npos &&
         std::ranges::none_of(active, [&](View word) { return style.contains(word); });
}

class Reader {
 public:
  explicit Reader(View text) : rest_(text) {}

  bool read() {
    skip();
    while (!rest_.empty()) {
      if (rest_.front() != '<') {
        if (open_.empty() ? !space(rest_.front()) : rest_.front() == '&' && !entity()) return false;
        rest_.remove_prefix(1);
      } else if (!markup()) {
        return false;
      }
    }
    return closed_ && open_.empty();
  }

 private:
  bool take(View text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  void skip() {
    while (!rest_.empty() && space(rest_.front())) rest_.remove_prefix(1);
  }
  View name() {
    const auto size = rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789:");
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  bool entity() const {
    const auto end = rest_.find_first_of("; <", 1);
    return end != View::npos && end > 1 && end < 12 && rest_[end] == ';';
  }

  bool markup() {
    if (take("<!--")) {
      const auto end = rest_.find("-->");
      if (end == View::npos) return false;
      rest_.remove_prefix(end + 3);
      return true;
    }
    if (take("</")) {
      if (open_.empty() || name() != open_.back()) return false;
      open_.pop_back();
      closed_ = open_.empty();
      skip();
      return take(">");
    }
    return take("<") && start();
  }

  bool start() {
    const auto element = name();
    if (closed_ || (open_.empty() && element != "div") || !one_of(elements, element)) return false;
    open_.push_back(element);
    if (open_.size() > deepest) return false;
    for (;;) {
      const auto before = rest_.size();
      skip();
      if (take(">")) return true;
      if (take("/>")) {
        open_.pop_back();
        closed_ = open_.empty();
        return true;
      }
      if (rest_.size() == before || !attribute()) return false;
    }
  }

  bool attribute() {
    const auto attribute = name();
    skip();
    if (!one_of(attributes, attribute) || !take("=")) return false;
    skip();
    if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\'')) return false;
    const auto end = rest_.find(rest_.front(), 1);
    if (end == View::npos) return false;
    const auto value = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    if (value.contains('<')) return false;
    if (attribute == "href" || attribute == "cite") return is_link(value);
    if (attribute == "src") return is_source(value);
    return attribute != "style" || is_style(value);
  }

  View rest_;
  std::vector<View> open_;
  bool closed_ = false;
};

}  // namespace

bool is_narrative(std::string_view text) {
  return Reader(text).read();
}

}  // namespace salus::fhir
