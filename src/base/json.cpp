// SPDX-License-Identifier: Apache-2.0
// What one does with a text that was read, and the canonical form of a string.
#include "base/json.hpp"

#include "json_text.hpp"

namespace salus::base {
namespace {

void append_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xc0 | point >> 6);
  } else {
    if (point < 0x10000) {
      put(0xe0 | point >> 12);
    } else {
      put(0xf0 | point >> 18);
      put(0x80 | (point >> 12 & 0x3f));
    }
    put(0x80 | (point >> 6 & 0x3f));
  }
  put(0x80 | (point & 0x3f));
}

}  // namespace

bool append_json_character(std::string& out, std::uint32_t point) {
  static constexpr std::string_view letters = "\"\"\\\\\bb\ff\nn\rr\tt";
  for (std::size_t i = 0; i < letters.size(); i += 2) {
    if (point != static_cast<unsigned char>(letters[i])) continue;
    out.push_back('\\');
    out.push_back(letters[i + 1]);
    return true;
  }
  if (point >= 0x20) {
    append_utf8(out, point);
    return false;
  }
  out.append("\\u00");
  out.push_back(json_hex[point >> 4]);
  out.push_back(json_hex[point & 15]);
  return true;
}

std::string_view Json::member(Index index) const {
  const Node& node = nodes_[index];
  const auto begin = node.name - 1;
  return std::string_view(text_).substr(begin, node.value + node.value_size - begin);
}

std::string_view Json::string(Index index, std::string& buffer) const {
  const auto quoted = raw(index);
  const auto inner = quoted.substr(1, quoted.size() - 2);
  if (!nodes_[index].escaped) return inner;
  buffer.clear();
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] != '\\') {
      buffer.push_back(inner[i]);
      continue;
    }
    switch (const char c = inner[++i]) {
      case 'b':
        buffer.push_back('\b');
        break;
      case 'f':
        buffer.push_back('\f');
        break;
      case 'n':
        buffer.push_back('\n');
        break;
      case 'r':
        buffer.push_back('\r');
        break;
      case 't':
        buffer.push_back('\t');
        break;
      case 'u':
        buffer.push_back(static_cast<char>(json_hex.find(inner[i + 3]) << 4 | json_hex.find(inner[i + 4])));
        i += 4;
        break;
      default:
        buffer.push_back(c);
    }
  }
  return buffer;
}

std::string Json::string(Index index) const {
  std::string buffer;
  return std::string(string(index, buffer));
}

Json::Index Json::find(Index object, std::string_view name) const {
  for (Index i = first(object); i < end(object); i = next(i)) {
    if (this->name(i) == name) return i;
  }
  return 0;
}

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      append_json_character(out, byte);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

}  // namespace salus::base
