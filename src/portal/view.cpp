// SPDX-License-Identifier: Apache-2.0
// Reads documents by path.
#include "view.hpp"

#include <charconv>

namespace salus::portal {

Result<View> View::of(const records::Document& document) {
  std::string text = "{";
  for (const records::Member& member : document.members) {
    if (text.size() > 1) text += ',';
    text += member.text;
  }
  text += '}';
  TRY(auto json, Json::parse(as_bytes(text)));
  return View(document, std::move(json));
}

Json::Index View::at(std::string_view path, Json::Index from) const {
  Json::Index here = from;
  while (!path.empty()) {
    const auto dot = path.find('.');
    const std::string_view step = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    if (json_[here].shape == Json::Shape::array) {
      std::uint32_t wanted = 0;
      std::from_chars(step.data(), step.data() + step.size(), wanted);
      if (wanted >= json_[here].count) return 0;
      here = json_.first(here);
      while (wanted-- > 0) here = json_.next(here);
    } else if (json_[here].shape == Json::Shape::object) {
      here = json_.find(here, step);
      if (here == 0) return 0;
    } else {
      return 0;
    }
  }
  return here;
}

std::string View::text(std::string_view path) const {
  const Json::Index found = at(path);
  if (found == 0) return {};
  if (json_[found].shape == Json::Shape::string) return json_.string(found);
  if (json_[found].shape == Json::Shape::number) return std::string(json_.raw(found));
  return {};
}

Result<RecordId> reference(const View& view, std::string_view path, std::string_view kind) {
  const std::string text = view.text(std::string(path) + ".reference");
  if (!text.starts_with(kind) || text.size() <= kind.size() || text[kind.size()] != '/') {
    return fail(Code::absent, "portal: no such reference");
  }
  return RecordId::parse(std::string_view(text).substr(kind.size() + 1));
}

}  // namespace salus::portal
