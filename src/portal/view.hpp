// SPDX-License-Identifier: Apache-2.0
// A document's content as a tree to read from: the pure half of every page.
#pragma once

#include "base/json.hpp"
#include "records/document.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace salus::portal {

/// The members that were opened. Only ever made inside `Opened::shape`.
class View {
 public:
  static Result<View> of(const records::Document& document);

  const records::Document& document() const { return *document_; }
  bool has(std::string_view member) const { return json_.find(0, member) != 0; }
  /// The string (or a number's text) at a path such as "code.coding.0.display"; empty when there is none.
  std::string text(std::string_view path) const;
  /// The node at a path, or 0.
  Json::Index at(std::string_view path, Json::Index from = 0) const;
  const Json& json() const { return json_; }

 private:
  View(const records::Document& document, Json json) : document_(&document), json_(std::move(json)) {}

  const records::Document* document_;
  Json json_;
};

/// The id in a local reference of that kind (`Patient/…`), at a path; empty when it is none.
Result<RecordId> reference(const View& view, std::string_view path, std::string_view kind);

}  // namespace salus::portal
