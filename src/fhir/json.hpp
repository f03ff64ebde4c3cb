// SPDX-License-Identifier: Apache-2.0
// A strict JSON reader (RFC 8259) that rewrites a text in its one canonical form and indexes the result.
#pragma once

#include "base/bytes.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace salus::fhir {

struct JsonLimits {
  std::size_t size = std::size_t{4} << 20;
  int depth = 32;
};

/// Canonical: UTF-8, no white space between tokens, numbers as they were written, strings with the shortest
/// escapes and only where RFC 8259 §7 demands one. parse(text()) gives the same text again. Immutable.
class Json {
 public:
  enum class Shape : std::uint8_t { object, array, string, number, boolean, null };

  /// A value, and where it and its name stand in the text. A container's values follow it; `next` is what
  /// comes after the last of them.
  struct Node {
    Shape shape = Shape::null;
    bool escaped = false;                   ///< a string with a backslash in its text
    std::uint32_t name = 0, name_size = 0;  ///< without quotes, still escaped
    std::uint32_t value = 0, value_size = 0;
    std::uint32_t next = 0;
    std::uint32_t count = 0;  ///< of members or items
  };
  using Index = std::uint32_t;  ///< of a node; the root is 0

  Json() = default;
  /// Refuses with Code::invalid what isn't one JSON text: a byte order mark, bad UTF-8, an unpaired
  /// surrogate, a control character in a string, a name twice in one object at any depth, anything behind the
  /// value. A text or a nesting beyond the limits is Code::too_large.
  static Result<Json> parse(ByteView text, JsonLimits limits = {});

  const std::string& text() const { return text_; }
  const Node& operator[](Index index) const { return nodes_[index]; }
  Index size() const { return static_cast<Index>(nodes_.size()); }

  std::string_view name(Index index) const { return part(nodes_[index].name, nodes_[index].name_size); }
  /// Canonical text of a value, quotes included.
  std::string_view raw(Index index) const { return part(nodes_[index].value, nodes_[index].value_size); }
  /// `"name":value`, canonical.
  std::string_view member(Index index) const;
  /// A string's characters; escapes are resolved into `buffer` when there are any.
  std::string_view string(Index index, std::string& buffer) const;
  std::string string(Index index) const;
  /// The member of an object, or 0, which is never one.
  Index find(Index object, std::string_view name) const;

  Index first(Index container) const { return container + 1; }
  Index end(Index container) const { return nodes_[container].next; }
  Index next(Index index) const { return nodes_[index].next; }

 private:
  friend class JsonReader;
  std::string_view part(std::uint32_t at, std::uint32_t size) const {
    return std::string_view(text_).substr(at, size);
  }

  std::string text_;
  std::vector<Node> nodes_;
};

/// Appends `text` (UTF-8) as a canonical JSON string, with quotes.
void append_json_string(std::string& out, std::string_view text);

}  // namespace salus::fhir
